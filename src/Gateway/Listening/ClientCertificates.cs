using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CryptoPay.Gateway.Settings;
using Microsoft.Extensions.Options;

namespace CryptoPay.Gateway.Listening;

/// <summary>
/// Believes a client certificate whose chain ends at one of our own authorities; the machine's are not asked, as any of
/// them could make one for any name. Whether one is asked for is each endpoint's <c>ClientCertificateMode</c>.
/// </summary>
internal sealed partial class ClientCertificates(IOptions<GatewayOptions> options, ILogger<ClientCertificates> logger)
{
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    private volatile Read? last;

    /// <param name="chain">With what the caller sent between its certificate and the root.</param>
    public bool IsBelieved(X509Certificate2 certificate, X509Chain? chain, SslPolicyErrors ofTheMachine)
    {
        using var own = new X509Chain();
        var policy = own.ChainPolicy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.AddRange(Roots());
        if (chain is not null) policy.ExtraStore.AddRange(chain.ChainPolicy.ExtraStore);
        policy.ApplicationPolicy.Add(new Oid(ClientAuthentication));
        // A private authority has its list of revoked ones inside, and we call no address that a stranger names.
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.DisableCertificateDownloads = true;
        return own.Build(certificate);
    }

    /// <exception cref="InvalidOperationException">There is a file to be read, and it is none.</exception>
    public void VerifyAtStart()
    {
        if (options.Value.ClientCertificateAuthorities is null) return;
        try
        {
            Parse(Text());
        }
        catch (Exception broken) when (IsOfTheFile(broken))
        {
            throw new InvalidOperationException(
                $"{GatewayOptions.AuthoritiesSetting} must be the path of a PEM file with the certificate of at least "
                + "one authority, which the gateway may read.", broken);
        }
    }

    // The text itself is looked at each time: where files are mounted, a link's time and length may stay as they were.
    private X509Certificate2Collection Roots()
    {
        if (options.Value.ClientCertificateAuthorities is null) return [];
        try
        {
            var text = Text();
            var read = last;
            if (read?.Text != text) last = read = new Read(text, Parse(text));
            return read.Roots;
        }
        catch (Exception broken) when (IsOfTheFile(broken))
        {
            // Nobody is believed meanwhile. Said once until it is read again.
            if (last is not { Text: null }) Log.NotRead(logger, broken.GetType().Name);
            last = new Read(null, []);
            return [];
        }
    }

    private string Text() => File.ReadAllText(options.Value.ClientCertificateAuthorities!);

    private static X509Certificate2Collection Parse(string text)
    {
        var roots = new X509Certificate2Collection();
        roots.ImportFromPem(text);
        return roots.Count > 0 ? roots : throw new InvalidDataException("It holds no certificate.");
    }

    private static bool IsOfTheFile(Exception broken) =>
        broken is IOException or InvalidDataException or UnauthorizedAccessException or CryptographicException
            or ArgumentException;

    /// <param name="Text">Null where it could not be read.</param>
    private sealed record Read(string? Text, X509Certificate2Collection Roots);

    private static partial class Log
    {
        [LoggerMessage(5023, LogLevel.Error, $"{GatewayOptions.AuthoritiesSetting} cannot be read, and no client "
            + "certificate is believed: {Fault}.")]
        public static partial void NotRead(ILogger logger, string fault);
    }
}
