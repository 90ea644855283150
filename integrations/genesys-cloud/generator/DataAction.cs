namespace CryptoPay.GenesysKit;

/// <param name="Name">As flows name it, in the category CryptoPay.</param>
/// <param name="Path">Below the gateway's address, a template.</param>
/// <param name="Body">A template.</param>
internal sealed record DataAction(string Name, string Method, string Path, string Body, params Input[] Inputs)
{
    private const string Payments = "/v1/payment-intents";

    // What Genesys' help gives a GET. It is not sent, and no file is imported without it.
    private const string RawRequest = "${input.rawRequest}";

    public static readonly DataAction[] All =
    [
        new("CryptoPay Create Payment", "POST", Payments, CreateInput.Body, CreateInput.All),
        new("CryptoPay Get Payment", "GET", OfOrder(), RawRequest, Input.OrderId, Input.Language),
        OfBody("CryptoPay Find Payment", $"{Payments}/find",
            new Input("orderId", "Required. The order's ID in any form; what names no payment is not found."),
            Input.Language),
        OfBody("CryptoPay Resume Payment", $"{Payments}/resume",
            new Input("resumeCode", "Required. The six digits that the caller says or types."),
            new Input("callerId", "Required. Who calls, such as Call.Ani: it counts wrong codes."),
            Input.Language),
        new("CryptoPay Start New Invoice", "POST", OfOrder("/invoices"), "{}", Input.OrderId, Input.Language),
        new("CryptoPay Cancel Payment", "POST", OfOrder("/cancel"), "{}", Input.OrderId, Input.Language),
    ];

    /// <summary>Of its export.</summary>
    public string FileName => $"{Name.Replace(' ', '-')}.custom.json";

    private static string OfOrder(string what = "") =>
        $"{Payments}/{Template.UriText($"input.{Input.OrderId.Name}")}{what}";

    /// <summary>Its inputs are the body, but for the language, which is a header.</summary>
    private static DataAction OfBody(string name, string path, params Input[] inputs) =>
        new(name, "POST", path, Template.JsonObject(inputs.Except([Input.Language])), inputs);
}
