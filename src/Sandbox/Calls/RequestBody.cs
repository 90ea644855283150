namespace CryptoPay.Sandbox.Calls;

internal static class RequestBody
{
    public static async Task<byte[]> ReadBytes(this HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        return body.ToArray();
    }
}
