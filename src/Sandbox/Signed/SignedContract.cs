using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CryptoPay.Sandbox.Signed;

/// <summary>Reading of what callers send, as strictly as docs/processors/signed.md says it.</summary>
internal static class SignedContract
{
    public const decimal AmountMax = 1_000_000_000_000m;

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>The body, or null and where it is wrong.</summary>
    public static (T? Body, string Mistake) Read<T>(byte[] body) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(body, Strict) is { } read
                ? (read, "")
                : (null, "The body must be an object.");
        }
        catch (JsonException problem)
        {
            return (null, $"The body is not what the contract says: {problem.Path}.");
        }
    }

    public static bool TryAmount(string text, out decimal amount) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out amount);

    public static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public static IResult Refuse(string message) =>
        SignedWire.Error(StatusCodes.Status422UnprocessableEntity, "invalid_request", message);
}
