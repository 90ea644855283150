using System.Text.RegularExpressions;

namespace CryptoPay.Payments.Views;

/// <summary>What an explorer of a chain finds a payment by.</summary>
public static partial class TransactionId
{
    /// <summary>
    /// The hash and the output index that a processor's ID of a payment is made of, as
    /// <c>64 hex digits, "-" or ":", index</c>, or the hash alone, with or without <c>0x</c>. "" for what is not there,
    /// and both of an ID of any other form: a processor may call a payment what it likes.
    /// </summary>
    public static (string Hash, string OutputIndex) Of(string paymentId)
    {
        var parts = Form.Match(paymentId).Groups;
        return (parts["hash"].Value, parts["index"].Value);
    }

    [GeneratedRegex(@"\A(?<hash>(?:0x)?[0-9A-Fa-f]{64})(?:[-:](?<index>[0-9]{1,10}))?\z")]
    private static partial Regex Form { get; }
}
