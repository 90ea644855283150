using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CryptoPay.Sandbox.BitPay;

/// <summary>BitPay's envelope and its errors. A code is two digits each for method, resource and error.</summary>
internal static class BitPayAnswers
{
    public static readonly JsonSerializerOptions Compact =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IResult Data(Facade facade, JsonNode data, string resource = "invoice") => Json(
        new JsonObject { ["facade"] = $"{facade.ToString().ToLowerInvariant()}/{resource}", ["data"] = data },
        StatusCodes.Status200OK);

    public static IResult NotFound(string method) => Coded($"{method}0101", "Invoice not found", 404);

    public static IResult BadParameter(string field) => Coded("010102", $"Invalid parameter: {field}", 400);

    public static IResult MissingParameter(string field) => Coded("010103", $"Missing parameter: {field}", 400);

    public static IResult MissingDates() => Coded("020103", "Missing parameter: dateStart, dateEnd", 400);

    public static IResult NotCancellable() => Coded("040107", "Invalid invoice state for cancel", 400);

    public static IResult RefundNotFound() => Coded("020201", "Refund not found", 404);

    public static IResult BadRefund(string field) => Coded("010202", $"Invalid parameter: {field}", 400);

    public static IResult MissingInRefund(string field) => Coded("010203", $"Missing parameter: {field}", 400);

    public static IResult NotRefundable() => Coded("010207", "Invalid invoice state for refund", 400);

    public static IResult NotPreview() => Coded("030207", "Invalid refund state for update", 400);

    public static IResult BelowMinimum() => Coded("010110", "Invoice price is below the minimum", 400);

    public static IResult NoEndpoint() => Bare("Endpoint not found", 404);

    public static IResult InvalidSignature() => Bare("Invalid signature", 401);

    public static IResult InvalidToken() => Bare("Invalid token", 401);

    public static IResult WrongFacade() => Bare("This endpoint does not support the `pos` facade", 403);

    /// <summary>The fault that passes by itself.</summary>
    public static IResult TooMany() => Bare("Rate limited", 429);

    private static IResult Bare(string error, int status) => Json(new JsonObject { ["error"] = error }, status);

    private static IResult Coded(string code, string error, int status) => Json(
        new JsonObject { ["status"] = "error", ["code"] = code, ["data"] = null, ["error"] = error }, status);

    private static IResult Json(JsonNode body, int status) =>
        Results.Text(body.ToJsonString(Compact), "application/json; charset=utf-8", statusCode: status);
}
