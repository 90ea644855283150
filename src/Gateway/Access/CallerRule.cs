using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography.X509Certificates;
using CryptoPay.Gateway.Settings;

using IPNetwork = System.Net.IPNetwork;

namespace CryptoPay.Gateway.Access;

/// <summary>
/// Where from a key may be used. A further condition and never an identity: an address may be many people's, and all
/// customers of a region of Genesys Cloud share one client certificate.
/// </summary>
/// <param name="Addresses">None of them: from anywhere.</param>
/// <param name="CertificateSubject">Common name of the caller's client certificate; null: without one too.</param>
internal sealed record CallerRule(ImmutableArray<IPNetwork> Addresses, string? CertificateSubject)
{
    /// <summary>The longest that a common name can be (RFC 5280, ub-common-name).</summary>
    private const int SubjectCharsMax = 64;

    private const string CommonName = "2.5.4.3";

    /// <param name="addresses">Null: from anywhere.</param>
    /// <param name="certificateSubject">Null: without a client certificate too.</param>
    /// <param name="wrong">Names the setting, without what stands before it, and says what is allowed.</param>
    public static bool TryParse(
        IReadOnlyCollection<string?>? addresses, string? certificateSubject,
        [NotNullWhen(true)] out CallerRule? rule, [NotNullWhen(false)] out string? wrong)
    {
        ImmutableArray<IPNetwork> networks = [];
        // What is there and empty was to be a condition: it is no door for all.
        wrong = addresses is { Count: 0 } || (addresses is not null && !Networks.TryParse(addresses, out networks))
            ? $"Addresses must be {Networks.Rule}; without the setting the key is good anywhere."
            : certificateSubject is not null && !IsCommonName(certificateSubject)
            ? "CertificateSubject must be the common name of a certificate, such as "
                + "dataactions.prod.us-east-1.mypurecloud.com: 1 to 64 characters, without \"CN=\"."
            : null;
        rule = wrong is null ? new CallerRule(networks, certificateSubject) : null;
        return wrong is null;
    }

    public bool Allows(HttpContext context) => RefusalOf(context) is null;

    /// <summary>Why not, for a log; null where it is allowed.</summary>
    public string? RefusalOf(HttpContext context) =>
        !Addresses.IsEmpty && !(context.Connection.RemoteIpAddress is { } address && Addresses.Contain(address))
            ? "its Addresses do not include the caller's"
            : CertificateSubject is null ? null
            : context.Connection.ClientCertificate is not { } certificate
                ? "it needs a client certificate, and the call has none that is believed"
            : CommonNameOf(certificate) != CertificateSubject
                ? "the client certificate is of another subject than its CertificateSubject"
            : null;

    private static bool IsCommonName(string text) =>
        text.Length is > 0 and <= SubjectCharsMax && text.Trim() == text && !text.Any(char.IsControl)
        && !text.Contains("CN=", StringComparison.OrdinalIgnoreCase);

    // Not by GetNameInfo: where there is no common name it takes another part of the subject for it.
    private static string? CommonNameOf(X509Certificate2 certificate)
    {
        string?[] names =
        [
            .. from part in certificate.SubjectName.EnumerateRelativeDistinguishedNames()
               where !part.HasMultipleElements && part.GetSingleElementType().Value == CommonName
               select part.GetSingleElementValue(),
        ];
        return names is [var name] ? name : null;
    }
}
