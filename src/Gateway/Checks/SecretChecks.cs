using CryptoPay.Hosting.Start;
using CryptoPay.Processors.Checks;
using Microsoft.Extensions.Configuration.CommandLine;

namespace CryptoPay.Gateway.Checks;

/// <summary>What works with these secrets, and makes them worth less. No finding says anything of a value.</summary>
internal static class SecretChecks
{
    public static IEnumerable<Finding> Of(IConfigurationRoot configuration)
    {
        var secrets = SecretSetting.In(configuration);
        return Weak(secrets).Concat(WeakKeys(configuration)).Concat(Shared(secrets)).Concat(Rotations(secrets))
            .Concat(KeyRotations(configuration)).Concat(OnCommandLine(secrets))
            .Concat(OpenToAll(secrets, configuration))
            .Select(text => new Finding(FindingKind.Note, text));
    }

    private static IEnumerable<string> Weak(IEnumerable<SecretSetting> secrets) => secrets
        .Where(secret => WeakWords.IsWeak(secret.Value))
        .Select(secret => $"{secret.Name} can be guessed: it is short, of few different characters, or made of "
            + "well-known words. Replace it by a random one, such as openssl rand -base64 32 makes.");

    private static IEnumerable<string> WeakKeys(IConfiguration configuration) => configuration
        .GetSection("ApiKeys").GetChildren()
        .Where(key => WeakWords.IsHashOfOne(key["Sha256"]) || WeakWords.IsHashOfOne(key["PreviousSha256"]))
        .Select(key => $"ApiKeys:{key.Key} is a key of well-known words, which anybody may try. Make a random one with "
            + "openssl rand -base64 32, and set its hash.");

    private static IEnumerable<string> Shared(IEnumerable<SecretSetting> secrets) => secrets
        .GroupBy(secret => secret.Value, StringComparer.Ordinal)
        .Where(same => same.DistinctBy(secret => secret.Owner).Count() > 1)
        .Select(same => $"{string.Join(" and ", same.Select(secret => secret.Name))} are the same: who learns one has "
            + "both. Give each its own.");

    private static IEnumerable<string> Rotations(IEnumerable<SecretSetting> secrets) => secrets
        .Where(secret => secret.IsPrevious)
        .Select(secret => $"{secret.Name} still stands, so what it signs is still good. Remove it once nobody uses it "
            + "any more.");

    private static IEnumerable<string> KeyRotations(IConfiguration configuration) => configuration
        .GetSection("ApiKeys").GetChildren().Where(key => key["PreviousSha256"] is { Length: > 0 })
        .Select(key => $"ApiKeys:{key.Key}:PreviousSha256 still stands, so the key before still opens. Remove it once "
            + "nobody uses it any more.");

    private static IEnumerable<string> OnCommandLine(IEnumerable<SecretSetting> secrets) => secrets
        .Where(secret => secret.From is CommandLineConfigurationProvider)
        .Select(secret => $"{secret.Name} is given on the command line, which every user of this machine can read. "
            + $"Give it in the environment, or as a file ({SecretFolder.Setting}).");

    /// <summary>Files that hold them; in a container nobody else is there.</summary>
    private static IEnumerable<string> OpenToAll(IEnumerable<SecretSetting> secrets, IConfiguration configuration) =>
        FileRights.AreOfContainer(configuration) ? [] : secrets
            .Select(secret => secret.From)
            .OfType<FileConfigurationProvider>()
            .Select(file => file.Source.FileProvider?.GetFileInfo(file.Source.Path ?? "").PhysicalPath)
            .Concat(SecretFolder.In(configuration) is { } folder ? SecretFolder.FilesIn(folder) : [])
            .OfType<string>().Distinct()
            .Where(FileRights.LetAllRead)
            .Select(file => $"{file} holds secrets, and every user of this machine can read it. Take that right away: "
                + $"chmod o= {file}");
}
