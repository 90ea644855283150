namespace CryptoPay.Processors.Tests;

/// <summary>A beginning, and then the same for ever.</summary>
internal sealed class EndlessStream(string beginning, string then) : Stream
{
    private readonly byte[] _then = System.Text.Encoding.UTF8.GetBytes(then);
    private byte[] _left = System.Text.Encoding.UTF8.GetBytes(beginning);

    /// <summary>A list whose rows have no end.</summary>
    public static Answer ListOf(string row) => new Answer.Streams(() => new EndlessStream($"[{row}", $",{row}"));

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (_left.Length == 0) _left = _then;
        var count = Math.Min(buffer.Length, _left.Length);
        _left.AsSpan(0, count).CopyTo(buffer);
        _left = _left[count..];
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Read(buffer.Span));

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
