using System.Text.Json.Nodes;
using CryptoPay.Gateway.ApiDocs;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Payments.History;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;
using CryptoPay.Payments.Views;

namespace CryptoPay.Gateway.PaymentIntents;

/// <summary>What OpenAPI says of payment intents.</summary>
internal static class PaymentIntentDocs
{
    private static readonly JsonObject CreateExample = new()
    {
        ["posLabel"] = "ContactCenter_Payment",
        ["orderId"] = "CC-1001",
        ["amount"] = "100.00",
        ["currency"] = new JsonObject { ["isoCode"] = "USD", ["cryptoCode"] = "BTC" },
        ["metadata"] = new JsonObject { ["agentId"] = "agent-7" },
    };

    public static IEnumerable<KnownWords> Words =>
    [
        Word(nameof(PaymentIntentView.Status), Enum.GetNames<PaymentIntentStatus>()),
        Word(nameof(PaymentIntentView.CaseStatus), CaseTable.Rows.Select(row => row.CaseStatus)),
        Word(nameof(PaymentIntentView.Outcome),
            [.. CaseTable.Rows.Select(row => row.Outcome), InlineRefusals.NotFound, InlineRefusals.Refused]),
        Word(nameof(PaymentIntentView.ActionRequired), CaseTable.Rows.Select(row => row.ActionRequired)),
        Word(nameof(PaymentIntentView.ErrorCode),
        [
            ErrorCodes.ProcessorUnavailable, ErrorCodes.ProcessorRefused, ErrorCodes.AccountPaused,
            RefusalCodes.AmountTooSmall, RefusalCodes.CurrencyNotTaken, RefusalCodes.TooManyDecimals,
            .. InlineRefusals.Codes,
        ]),
        new(typeof(HistoryEntry), nameof(HistoryEntry.Status), Enum.GetNames<PaymentIntentStatus>()),
        new(typeof(Transaction), nameof(Transaction.State), TransactionViewing.States),
    ];

    private static KnownWords Word(string property, IEnumerable<string> words) =>
        new(typeof(PaymentIntentView), property, [.. words.Distinct()]);

    public static void DescribeCreate(this RouteHandlerBuilder endpoint) => endpoint
        .WithSummary("Asks for a payment, or finds the one that this order has.")
        .WithDescription(
            "The same call again gives the same payment, whenever and however often. Answers in under 2 s; where the "
            + "processor is slower, the status is Requested and pollAfterSeconds says when to ask again.")
        .Takes(CreateFields.All, CreateExample)
        .Produces<PaymentIntentView>()
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status429TooManyRequests);

    public static void DescribeFind(this RouteHandlerBuilder endpoint) => endpoint
        .WithSummary("Reads the payment of an order that the body names.")
        .WithDescription("As reading by path, for an order ID that a person may have typed.")
        .Takes(_ => FindBody.Fields, new JsonObject { ["orderId"] = "CC-1001" })
        .Produces<PaymentIntentView>()
        .ProducesProblem(StatusCodes.Status404NotFound);

    public static void DescribeIntent(this RouteHandlerBuilder endpoint, string summary) => endpoint
        .WithSummary(summary)
        .Produces<PaymentIntentView>()
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict);

    public static void DescribeEvents(this RouteHandlerBuilder endpoint) => endpoint
        .WithSummary("The payment's history, oldest first, each entry chained to the one before it.")
        .Produces<PaymentIntentEvents>()
        .ProducesProblem(StatusCodes.Status404NotFound);

    public static void DescribeTransactions(this RouteHandlerBuilder endpoint) => endpoint
        .WithSummary("The transfers toward all of the payment's invoices, for a look at a chain's explorer.")
        .WithDescription("Also those that are worthless or gone again, and those of earlier invoices.")
        .Produces<TransactionList>()
        .ProducesProblem(StatusCodes.Status404NotFound);

    public static void DescribeList(this RouteHandlerBuilder endpoint) => endpoint
        .WithSummary("Lists payments, newest first.")
        .WithDescription(
            $"status: {ListRequest.StatusRule}. actionRequired: {ListRequest.ActionRule}. from, to: only those created "
            + "at the first time or later and before the second, ISO 8601 in UTC. settledFrom, settledTo: the same of "
            + $"when they settled; the list then is by that. take: 1 to {ListRequest.TakeMax}, default "
            + $"{ListRequest.TakeDefault}. cursor: nextCursor of the page before; it is \"\" on the last page. An API "
            + "key that reaches all merchants and has the scope ops:read lists over all of them where it names none.")
        .Produces<PaymentIntentPage>()
        .Produces<HttpValidationProblemDetails>(StatusCodes.Status400BadRequest, "application/problem+json");
}
