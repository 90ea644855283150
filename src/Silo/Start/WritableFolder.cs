namespace CryptoPay.Silo.Start;

/// <summary>What is answered with success is on disk before; so a start where nothing can be written is none.</summary>
internal static class WritableFolder
{
    /// <param name="setting">Which setting names it.</param>
    /// <exception cref="InvalidOperationException">It cannot be made, or not be written to.</exception>
    public static void Verify(string setting, string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            using var probe = new FileStream(
                Path.Combine(folder, $".{Path.GetRandomFileName()}"), FileMode.CreateNew, FileAccess.Write,
                FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
            probe.WriteByte(0);
        }
        catch (Exception cannot) when (cannot is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException(
                $"{setting}: nothing can be written to {folder}. {cannot.Message}", cannot);
        }
    }
}
