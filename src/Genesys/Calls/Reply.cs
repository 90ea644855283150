using CryptoPay.Payments.Cases;

namespace CryptoPay.Genesys.Calls;

/// <summary>What a call to the API brought.</summary>
/// <param name="Value">Null where there is a <paramref name="Fault"/>, and where nothing was to be read.</param>
/// <param name="Status">Of the answer; 0 where there was none.</param>
internal sealed record Reply<T>(T? Value, DeliveryResult? Fault, int Status) where T : class
{
    /// <summary>The fault's; "" without one.</summary>
    public string Code => Fault switch
    {
        DeliveryResult.Refused refused => refused.Code,
        DeliveryResult.Unavailable away => away.Code,
        _ => "",
    };

    /// <summary>What a sink says that had nothing else to do.</summary>
    public DeliveryResult AsResult(string note = "") => Fault ?? new DeliveryResult.Delivered(note);
}
