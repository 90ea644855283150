using System.Collections.Immutable;
using CryptoPay.Payments.Views;

namespace CryptoPay.Gateway.PaymentIntents;

/// <param name="Transactions">By invoice, oldest first.</param>
/// <param name="OtherCount">How many others count that are not kept one by one.</param>
/// <param name="OtherCryptoAmount">Their sum, a decimal string in whole coins.</param>
internal sealed record TransactionList(
    ImmutableArray<Transaction> Transactions, int OtherCount, string OtherCryptoAmount)
{
    public static TransactionList Of(TransactionsView seen) => new(
        [.. seen.Transactions.Select(Transaction.Of)], seen.OtherCount, seen.OtherCryptoAmount);
}

/// <summary>One transfer, in the clear: flat, the same keys always, never null.</summary>
internal sealed record Transaction(
    string TransactionHash, string OutputIndex, string PaymentId, string State, string CryptoAmount, string CryptoCode,
    string Account, string InvoiceId, int Attempt, string SeenAt)
{
    public static Transaction Of(TransactionView seen)
    {
        var paymentId = seen.PaymentId.Value ?? "";
        var (hash, outputIndex) = seen.TransactionHash.IsEmpty
            ? TransactionId.Of(paymentId)
            : (seen.TransactionHash.Value, "");
        return new(
            hash, outputIndex, paymentId, seen.State, seen.CryptoAmount, seen.CryptoCode, seen.Account, seen.InvoiceId,
            seen.Attempt, seen.SeenAt);
    }
}
