using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Nodes;

namespace CryptoPay.Sandbox.BtcPay.Wire;

/// <summary>One entry of a 422.</summary>
internal sealed record FieldError(string Path, string Message)
{
    /// <summary>Follows where the body could not be read into BTCPay's own type.</summary>
    public static readonly FieldError Unreadable = new("request", "The request field is required.");
}

/// <summary>Error answers as recorded.</summary>
internal static class BtcPayErrors
{
    public const string CanView = "btcpay.store.canviewinvoices";
    public const string CanCreate = "btcpay.store.cancreateinvoice";
    public const string CanModify = "btcpay.store.canmodifyinvoices";

    public const string CanViewStore = "btcpay.store.canviewstoresettings";
    public const string CanModifyWebhooks = "btcpay.store.webhooks.canmodifywebhooks";
    public const string CanRefund = "btcpay.store.cancreatenonapprovedpullpayments";
    public const string CanViewPullPayments = "btcpay.store.canviewpullpayments";

    public static string PermissionOf(string operation) => operation switch
    {
        "create" => CanCreate,
        "mark" => CanModify,
        "refund" => CanRefund,
        "refund-search" => CanViewPullPayments,
        _ => CanView,
    };

    public static IResult Unauthenticated(string message) => WithoutCharset(
        new JsonObject { ["code"] = "unauthenticated", ["message"] = message }, StatusCodes.Status401Unauthorized);

    /// <summary>Also the answer for what does not exist.</summary>
    public static IResult MissingPermission(string permission) => WithoutCharset(
        new JsonObject
        {
            ["missingPermission"] = permission,
            ["code"] = "missing-permission",
            ["message"] = $"Insufficient API Permissions. Please use an API key with permission \"{permission}\". "
                + "You can create an API key in your account's settings / Api Keys.",
        },
        StatusCodes.Status403Forbidden);

    public static IResult Unprocessable(params ImmutableArray<FieldError> errors) => BtcPayJson.Answer(
        new JsonArray(
            [.. errors.Select(error => new JsonObject { ["path"] = error.Path, ["message"] = error.Message })]),
        StatusCodes.Status422UnprocessableEntity);

    public static IResult UnsupportedMediaType() => Results.Text(
        new JsonObject
        {
            ["type"] = "https://tools.ietf.org/html/rfc9110#section-15.5.16",
            ["title"] = "Unsupported Media Type",
            ["status"] = StatusCodes.Status415UnsupportedMediaType,
            ["traceId"] = Activity.Current?.Id ?? "00-00000000000000000000000000000000-0000000000000000-00",
        }.ToJsonString(BtcPayJson.Compact),
        "application/problem+json; charset=utf-8",
        statusCode: StatusCodes.Status415UnsupportedMediaType);

    /// <summary>BTCPay has this one answer for a currency without a rate and for a back end that is down.</summary>
    /// <param name="log">The creation's log, whole lines.</param>
    public static IResult Generic(string log) => Coded(StatusCodes.Status400BadRequest, "generic-error",
        "Error retrieving a matching payment method or rate.\n" + log);

    /// <summary>By the source; what is unknown was recorded as a missing permission.</summary>
    public static IResult InvoiceNotFound() =>
        Coded(StatusCodes.Status404NotFound, "invoice-not-found", "The invoice was not found");

    public static IResult PullPaymentNotFound() =>
        Coded(StatusCodes.Status404NotFound, "pullpayment-not-found", "The pull payment was not found");

    public static IResult Coded(int status, string code, string message) =>
        BtcPayJson.Answer(new JsonObject { ["code"] = code, ["message"] = message }, status);

    private static IResult WithoutCharset(JsonNode body, int status) =>
        Results.Text(body.ToJsonString(BtcPayJson.Compact), "application/json", statusCode: status);
}
