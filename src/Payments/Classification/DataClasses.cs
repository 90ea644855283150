using Microsoft.Extensions.Compliance.Classification;

namespace CryptoPay.Payments.Classification;

/// <summary>What no log says as it is, by what it is.</summary>
public static class DataClasses
{
    /// <summary>Lets in whoever has it: a key, a code, a link to a payment.</summary>
    public static DataClassification Secret { get; } = Of(nameof(Secret));

    /// <summary>Tells of a customer: where they pay from and to, and what a flow says of them.</summary>
    public static DataClassification Personal { get; } = Of(nameof(Personal));

    /// <summary>Who called. Of two lines one can tell that they are about the same, and not about whom.</summary>
    public static DataClassification Caller { get; } = Of(nameof(Caller));

    private static DataClassification Of(string name) => new("CryptoPay", name);
}
