namespace CryptoPay.Gateway.Bodies;

/// <summary>
/// What goes wrong while a body is read is its sender's: broken chunks, a broken form, too many fields, a sender who
/// left. The server and its form reader tell it by exceptions of several types, and one of our own files may throw the
/// same ones: so it is named here, where it happens.
/// </summary>
internal static class UnreadableBody
{
    /// <exception cref="BadHttpRequestException">The body could not be read.</exception>
    public static async Task<T> Or<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception broken) when (broken is IOException or InvalidDataException or OperationCanceledException)
        {
            var status = broken is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status400BadRequest;
            throw new BadHttpRequestException("The body could not be read.", status, broken);
        }
    }
}
