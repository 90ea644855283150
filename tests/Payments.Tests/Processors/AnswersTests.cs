using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Payments.Tests.Processors;

/// <summary>Two reads that say the same are equal in all of it, so a poll that brings no news writes nothing.</summary>
public sealed class AnswersTests
{
    [Fact]
    public void Invoices_are_equal_where_each_payment_is()
    {
        var (one, same) = (Seen(Paid(0.002m)), Seen(Paid(0.002m)));

        Assert.Equal((one, one.GetHashCode()), (same, same.GetHashCode()));
        Assert.NotEqual(one, Seen(Paid(0.001m)));
        Assert.NotEqual(one, Seen());
        Assert.NotEqual(Seen(Paid(0.002m), Paid(0.001m)), Seen(Paid(0.001m), Paid(0.002m)));
    }

    [Theory]
    [InlineData(typeof(Invoice))]
    [InlineData(typeof(Payment))]
    [InlineData(typeof(OtherPayments))]
    [InlineData(typeof(Refund))]
    public void The_compiler_compares_every_field_and_none_by_reference(Type answer)
    {
        var equals = answer.GetMethod(nameof(Equals), [answer])!;
        Assert.True(IsByCompiler(equals), $"{answer.Name} says itself what it compares.");
        foreach (var field in answer.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            Assert.True(IsByValue(field.FieldType), $"{answer.Name} compares {field.Name} by reference.");
    }

    private static bool IsByCompiler(MethodInfo method) =>
        method.GetCustomAttribute<CompilerGeneratedAttribute>() is not null;

    // The arrays of the framework have an Equals of their own, and it compares references.
    private static bool IsByValue(Type type) =>
        type.IsEnum
        || (typeof(IEquatable<>).MakeGenericType(type).IsAssignableFrom(type)
            && !(type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>)))
        || (Nullable.GetUnderlyingType(type) is { } given && IsByValue(given));

    private static Payment Paid(decimal value) => new(new Sensitive("tx-1"), value, IsConfirmed: true);

    private static Invoice Seen(params Payment[] payments) => new()
    {
        InvoiceId = "inv-1",
        Merchant = "default",
        OrderId = "CC-1001",
        AttemptId = "attempt-1",
        Price = new Money(100m, "USD"),
        Status = InvoiceStatus.Open,
        StatusText = "New",
        CreatedAt = At,
        ExpiresAt = At.AddMinutes(15),
        MonitoredUntil = At.AddDays(1),
        Payments = [.. payments],
    };

    private static readonly DateTimeOffset At = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
}
