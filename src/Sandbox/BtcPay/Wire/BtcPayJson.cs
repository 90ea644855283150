using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CryptoPay.Sandbox.BtcPay.Wire;

/// <summary>JSON as BTCPay writes it: letters of all languages and markup unescaped, line feeds as \n.</summary>
internal static class BtcPayJson
{
    public static readonly JsonSerializerOptions Compact =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static readonly JsonSerializerOptions Indented = new(Compact) { WriteIndented = true, NewLine = "\n" };

    public static IResult Answer(JsonNode body, int status = StatusCodes.Status200OK) =>
        Results.Text(body.ToJsonString(Compact), "application/json; charset=utf-8", statusCode: status);
}
