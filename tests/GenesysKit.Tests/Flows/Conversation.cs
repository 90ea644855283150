namespace CryptoPay.GenesysKit.Tests.Flows;

/// <summary>One customer in one conversation: what was said and shown, and what the customer answers.</summary>
/// <param name="id">The conversation's, as Genesys Cloud gives it.</param>
/// <param name="address">Where the customer is, such as +13175550100.</param>
internal sealed class Conversation(string id, string address)
{
    /// <summary>A pattern that what is said in English has, and nothing that is said in Spanish.</summary>
    public const string EnglishWords = @"(?i)\b(the|your?|we|or|for|pay(ment)?s?|minutes)\b";

    /// <summary>A message customer who answers the bot's questions for 100 dollars in bitcoin.</summary>
    /// <param name="meanwhile">As <see cref="Meanwhile"/>.</param>
    public static Conversation OfPayer(string id, Func<int, Task> meanwhile) =>
        new(id, "+13175550100") { Answers = new(["pay", "100.00", "BTC"]), Meanwhile = meanwhile };

    public string Id { get; } = id;

    public string Address { get; } = address;

    /// <summary>What the customer wrote first.</summary>
    public string Text { get; init; } = "I want to pay";

    /// <summary>What was said to the customer, oldest first.</summary>
    public List<string> Said { get; } = [];

    /// <summary>What agents see.</summary>
    public Dictionary<string, string> ParticipantData { get; } = [];

    public int WaitCount { get; set; }

    /// <summary>At which of the flow's waits the customer hangs up or closes the chat, from 1; 0 for none.</summary>
    public int LeavesAt { get; init; }

    public bool HasLeft { get; set; }

    public bool IsWithAgent { get; set; }

    public bool IsOver { get; set; }

    /// <summary>What the customer writes or keys in, where the flow asks; nothing where it is "".</summary>
    public Queue<string> Answers { get; init; } = [];

    /// <summary>What happens while the flow waits its 10 s for the n-th time, from 1.</summary>
    public Func<int, Task> Meanwhile { get; init; } = _ => Task.CompletedTask;

    public string Last => Said[^1];
}
