namespace CryptoPay.Processors.Http;

/// <summary>Reads another stream, and ends after so many bytes whatever follows.</summary>
internal sealed class CutStream(Stream whole, long bytesMax) : Stream
{
    private long left = bytesMax;

    /// <summary>It was read to its bound.</summary>
    public bool IsCut => left == 0;

    /// <summary>The first byte that is no white space; 0 before there is one.</summary>
    public byte First { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var room = buffer[..(int)Math.Min(buffer.Length, left)];
        var count = await whole.ReadAsync(room, cancellationToken).ConfigureAwait(false);
        left -= count;
        if (First == 0 && room.Span[..count].TrimStart(" \t\r\n"u8) is [var first, ..]) First = first;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
