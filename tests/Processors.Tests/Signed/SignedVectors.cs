using CryptoPay.Processors.Tests.Vectors;

namespace CryptoPay.Processors.Tests.Signed;

/// <summary>Those of our vectors that are looked at one by one, and keys for them.</summary>
internal static class SignedVectors
{
    public const string Secret = "whsec_AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=";
    public const string PublicKey = "whpk_nYvbje0Qc+u5KMEvOKu0Nxyu0dQ1j8bFzqaWKOYYgKg=";
    public const string OtherPublicKey = "whpk_8nq+8wJJYKlhgvlhu3H4QVNQw+qUnHbZ1H2jpGw00uY=";

    public static readonly SignatureVector BodyAlone = SignatureVectorFile.Own["body alone"];
    public static readonly SignatureVector TimestampBody = SignatureVectorFile.Own["time and body"];
    public static readonly SignatureVector SharedSecret = SignatureVectorFile.Own["standard webhooks v1"];
    public static readonly SignatureVector KeyPair = SignatureVectorFile.Own["standard webhooks v1a"];

    public static readonly SignatureVector OtherKeyPair =
        SignatureVectorFile.Own["standard webhooks: v1a of another key"];
}
