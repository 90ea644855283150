namespace CryptoPay.Gateway.Bodies;

/// <summary>
/// A request's body as bytes, never more than <see cref="BytesMax"/>, whatever its Content-Length says.
/// </summary>
internal static class BoundedBody
{
    public const int BytesMax = 64 * 1024;

    /// <returns>Null where the body is larger.</returns>
    public static async Task<ReadOnlyMemory<byte>?> Read(HttpRequest request, CancellationToken cancellation)
    {
        if (request.ContentLength > BytesMax) return null;

        var buffer = new byte[BytesMax + 1];
        var length = await UnreadableBody.Or(() => request.Body.ReadAtLeastAsync(
            buffer, buffer.Length, throwOnEndOfStream: false, cancellation).AsTask());
        if (length > BytesMax)
        {
            // Not in one expression with the other return: there null would become an empty Memory.
            return null;
        }

        return buffer.AsMemory(0, length);
    }
}
