namespace CryptoPay.Gateway.OrderPages;

/// <summary>What the pages say beside the payment's own sentence.</summary>
internal sealed record PageWords
{
    /// <summary>Its tag, and what the page offers in its place.</summary>
    public required string Language { get; init; }
    public required (string Language, string Name) Other { get; init; }

    public required string Payment { get; init; }
    public required string TimeLeft { get; init; }
    public required string Arrived { get; init; }
    public required string Send { get; init; }
    public required string OnlyOn { get; init; }
    public required string Only { get; init; }
    public required string OnlyThere { get; init; }
    public required string Gone { get; init; }
    public required string Scan { get; init; }
    public required string QrCode { get; init; }
    public required string OpenWallet { get; init; }
    public required string OpenPage { get; init; }
    public required string Address { get; init; }
    public required string Amount { get; init; }
    public required string Copy { get; init; }
    public required string Copied { get; init; }
    public required string Selected { get; init; }
    public required string Compare { get; init; }
    public required string ProcessorPage { get; init; }
    public required string StartAgain { get; init; }
    public required string NotStarted { get; init; }
    public required string Receipt { get; init; }
    public required string Order { get; init; }
    public required string PaidIn { get; init; }
    public required string Refunded { get; init; }
    public required string PaidAt { get; init; }
    public required string Reference { get; init; }
    public required string Print { get; init; }
    public required string Offline { get; init; }
    public required string MinutesLeft { get; init; }
    public required string NoLink { get; init; }
    public required string NoLinkHelp { get; init; }
    public required string NotNow { get; init; }
    public required string NotNowHelp { get; init; }
    public required string TooManyHelp { get; init; }

    // Of the agent's page.
    public required string ForAgent { get; init; }
    public required string Due { get; init; }
    public required string SayAtProcessor { get; init; }
    public required string SayNow { get; init; }
    public required string CompareByPhone { get; init; }
    public required string CompareHow { get; init; }
    public required string Begins { get; init; }
    public required string Ends { get; init; }
    public required string ExactAmount { get; init; }
    public required string Stop { get; init; }
    public required string AgentLinkHelp { get; init; }

    /// <summary>In a word or two, how it stands.</summary>
    public required Func<PageStep, string, string> Chip { get; init; }

    /// <summary>What the customer does next, as the customer's page says it and as an agent says it.</summary>
    public required Func<PageStep, string, string> Next { get; init; }
    public required Func<PageStep, string, string> Say { get; init; }

    /// <param name="language">As <see cref="Payments.Messages.Sentences.LanguageOf"/> gives it.</param>
    public static PageWords In(string? language) => language == "es" ? SpanishWords.All : EnglishWords.All;
}
