namespace CryptoPay.Payments.PaymentIntents;

/// <summary>
/// How much of one order is kept, so that no caller, payer or processor makes its row grow without end. Far beyond
/// what an order needs; why each is what it is stands in docs/decisions/0009-a-row-has-bounds.md. A row of an earlier
/// version that is above one stays as it is and grows no further.
/// </summary>
public static class RowBounds
{
    /// <summary>Keys of metadata.</summary>
    public const int MetadataKeysMax = 20;

    /// <summary>Tries to have an invoice made, whatever became of them.</summary>
    public const int AttemptsMax = 20;

    /// <summary>Refunds that were asked for, whatever became of them.</summary>
    public const int RefundsMax = 20;

    /// <summary>Answers of people to reviews.</summary>
    public const int ResolutionsMax = 50;

    /// <summary>Payments of one invoice that are kept one by one; of those beyond only their count and sum.</summary>
    public const int PaymentsMax = 10;

    /// <summary>Invoices that no attempt recorded.</summary>
    public const int StraysMax = 20;

    /// <summary>Things seen that only a human can make sense of.</summary>
    public const int FlagsMax = 50;

    /// <summary>Reasons that a person has answered. What is forgotten is asked again.</summary>
    public const int AnsweredFactsMax = 200;

    /// <summary>What sinks have been told of, each thing and sink by itself.</summary>
    public const int CaseCursorsMax = 100;

    /// <summary>Claim links that we were asked to send.</summary>
    public const int ClaimLinkSendsMax = 20;

    /// <summary>Entries of the history, but for those of which there cannot be more than a few.</summary>
    public const int EntriesMax = 200;

    /// <summary>Entries of the history that one repetition can make, such as other metadata each time.</summary>
    public const int EntriesOfOneKindMax = 20;
}
