namespace CryptoPay.Gateway.Checks;

internal static class FileRights
{
    /// <summary>There no other user is, and what is mounted is mostly open to all.</summary>
    public static bool AreOfContainer(IConfiguration configuration) =>
        configuration.GetValue("DOTNET_RUNNING_IN_CONTAINER", false);

    /// <summary>Users who neither own it nor are of its group. Windows has rights that cannot be told so.</summary>
    public static bool LetAllRead(string file)
    {
        if (OperatingSystem.IsWindows()) return false;
        var target = File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file;
        return File.GetUnixFileMode(target).HasFlag(UnixFileMode.OtherRead)
            && File.GetUnixFileMode(Path.GetDirectoryName(target)!).HasFlag(UnixFileMode.OtherExecute);
    }
}
