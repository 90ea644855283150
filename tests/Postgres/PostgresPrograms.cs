using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace CryptoPay.Postgres;

/// <summary>Where a machine has PostgreSQL's programs, and as whom they may run.</summary>
internal static class PostgresPrograms
{
    public const string Missing = "PostgreSQL's server is not installed (Debian: postgresql)";

    private const string OfDebian = "/usr/lib/postgresql";

    /// <summary>The folder with initdb and postgres; null where there is none.</summary>
    public static string? Folder { get; } = Folders().FirstOrDefault(IsComplete);

    [MemberNotNullWhen(true, nameof(Folder))]
    public static bool IsInstalled => Folder is not null;

    /// <summary>
    /// "uid:gid" of the user that owns the data and the server; empty where that is us. PostgreSQL refuses to be root.
    /// </summary>
    public static string Owner { get; } = Environment.IsPrivilegedProcess ? OrdinaryUser() : "";

    /// <summary>Debian keeps them out of PATH, a folder for each version; the newest comes first.</summary>
    private static IEnumerable<string> Folders()
    {
        // Whoever keeps a server tells its processes from /proc.
        if (!OperatingSystem.IsLinux()) return [];
        var debian = Directory.Exists(OfDebian) ? Directory.GetDirectories(OfDebian) : [];
        return
        [
            .. debian.OrderByDescending(Version).Select(folder => Path.Combine(folder, "bin")),
            .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(FolderOfItsServer),
        ];
    }

    private static int Version(string folder) => int.TryParse(
        Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;

    /// <summary>A link in PATH can stand alone: the others are where it points.</summary>
    private static string FolderOfItsServer(string inPath)
    {
        var program = new FileInfo(Path.Combine(inPath, "pg_ctl"));
        return program.Exists
            ? Path.GetDirectoryName(program.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? program.FullName)!
            : inPath;
    }

    private static bool IsComplete(string folder) =>
        File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres"));

    private static string OrdinaryUser()
    {
        var users = File.ReadLines("/etc/passwd").Select(line => line.Split(':')).ToLookup(fields => fields[0]);
        var user = users["postgres"].Concat(users["nobody"]).First();
        return $"{user[2]}:{user[3]}";
    }
}
