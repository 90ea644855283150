using System.Text;

namespace CryptoPay.Processors.Tests;

/// <summary>A beginning, and then the same for ever.</summary>
internal sealed class EndlessStream(string beginning, string then) : Stream
{
    private readonly ReadOnlyMemory<byte> then =
        Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(then, Math.Max(1, 4096 / then.Length))));

    private ReadOnlyMemory<byte> left = Encoding.UTF8.GetBytes(beginning);

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
        for (var filled = 0; filled < buffer.Length;)
        {
            if (left.Length == 0) left = then;
            var count = Math.Min(buffer.Length - filled, left.Length);
            left.Span[..count].CopyTo(buffer[filled..]);
            left = left[count..];
            filled += count;
        }

        return buffer.Length;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Read(buffer.Span));

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
