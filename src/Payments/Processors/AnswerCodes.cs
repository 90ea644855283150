namespace CryptoPay.Payments.Processors;

/// <summary>What is wrong with an answer that was read. Each has its row in docs/operations.md.</summary>
public static class AnswerCodes
{
    /// <summary>Another order, amount or currency than was asked for.</summary>
    public const string Mismatch = "answer_mismatch";

    public const string UnrecognizedStatus = "unrecognized_status";

    /// <summary>It makes no sense; the log says why.</summary>
    public const string Nonsense = "nonsense";
}
