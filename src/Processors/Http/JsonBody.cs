using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace CryptoPay.Processors.Http;

internal static class JsonBody
{
    public static HttpContent Of<T>(T body, JsonTypeInfo<T> shape) =>
        new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, shape))
        {
            Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
        };
}
