using System.IO.Pipelines;
using CryptoPay.Payments.Statements;

namespace CryptoPay.Gateway.Statements;

/// <summary>What a statement is written as, piece by piece. What it was given it does not keep.</summary>
internal abstract class StatementForm(PipeWriter body, TimeZoneInfo zone) : IDisposable
{
    protected PipeWriter Body => body;

    public abstract string ContentType { get; }

    public abstract void Begin(string merchant, StatementMonth month);

    /// <param name="isOver">The month is.</param>
    /// <param name="isComplete">And all rows could be read.</param>
    public abstract void End(StatementSums sums, bool isOver, bool isComplete);

    public void Write(StatementLine line) => Write(line, StatementEntry.Of(line, zone));

    public void WriteUnreadable(string orderId) => Write(null, StatementEntry.Unreadable(orderId));

    /// <summary>Has what was written so far in <see cref="Body"/>.</summary>
    public virtual void Flush() { }

    public virtual void Dispose() => GC.SuppressFinalize(this);

    protected abstract void Write(StatementLine? line, StatementEntry entry);
}
