using System.Net;
using System.Text.Json;
using CryptoPay.Gateway.PaymentIntents;

namespace CryptoPay.Gateway.Tests.PaymentIntents;

/// <summary>The transfers of a payment, through gateway, silo and sandbox.</summary>
public class TransactionTests(WholeGateway gateway)
{
    [Theory]
    [InlineData("sandbox", "^[0-9a-f]{64}$", "0")]
    [InlineData("sandbox-bitpay", "^[0-9a-f]{64}$", "")]
    [InlineData("sandbox-coinbase", "^0x[0-9a-f]{64}$", "")]
    [InlineData("sandbox-commerce", "^[0-9a-f]{64}$", "")]
    [InlineData("sandbox-signed", "^[0-9a-f]{64}$", "0")]
    public async Task A_transfer_at_any_kind_of_processor_has_its_hash_its_coins_and_its_state(
        string account, string hash, string outputIndex)
    {
        var order = $"CC-transfer-{account}";
        var coin = account == "sandbox-coinbase" ? "USDC" : "BTC";
        await gateway.Opened(order, $",\"processor\":\"{account}\"", coin);
        Assert.Equal([], (await Transactions(order)).Transactions);

        await gateway.Control(order, "pay");
        await gateway.Control(order, "confirm?blocks=6");
        await gateway.Until(order, view => view.Status == "Settled");

        var seen = (await Transactions(order)).Transactions.Single();
        Assert.Matches(hash, seen.TransactionHash);
        Assert.StartsWith(seen.TransactionHash, seen.PaymentId);
        Assert.Equal(
            (outputIndex, "confirmed", coin, account, 1),
            (seen.OutputIndex, seen.State, seen.CryptoCode, seen.Account, seen.Attempt));
        Assert.Equal((await gateway.Read(order)).CryptoAmountPaid, seen.CryptoAmount);
        Assert.Equal((await gateway.InvoicesOf(order)).Single().GetProperty("invoiceId").GetString(), seen.InvoiceId);
        Assert.InRange(
            DateTimeOffset.Parse(seen.SeenAt), DateTimeOffset.UtcNow.AddMinutes(-10), DateTimeOffset.UtcNow);
    }

    [Fact]
    public async Task One_that_was_double_spent_is_there_still_beside_the_one_that_paid()
    {
        const string Order = "CC-transfer-gone";
        await gateway.Opened(Order, ",\"processor\":\"sandbox-signed\"");
        await gateway.Control(Order, "pay");
        await gateway.Until(Order, view => view.Status == "Confirming");
        var gone = (await Transactions(Order)).Transactions.Single();
        Assert.Equal("unconfirmed", gone.State);
        await gateway.Control(Order, "double-spend");
        await gateway.Until(Order, view => view.Status == "AwaitingPayment");
        await gateway.Control(Order, "pay");
        await gateway.Control(Order, "confirm");
        await gateway.Until(Order, view => view.Status == "Settled");

        var all = (await Transactions(Order)).Transactions;

        Assert.Contains(all, transaction => transaction.State == "confirmed");
        Assert.Contains(all, transaction => transaction.TransactionHash == gone.TransactionHash
            && transaction.State is "gone" or "invalid" && transaction.SeenAt == gone.SeenAt);
    }

    [Fact]
    public async Task Whoever_takes_payments_does_not_see_them()
    {
        await gateway.Opened("CC-transfer-closed");
        var path = $"{Payments.Path}/CC-transfer-closed/transactions";

        var answer = await gateway.Send(Requests.Get(path));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("scope_missing", await answer.ErrorCode());
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await gateway.Send(Requests.Get($"{path}?merchant=other"), WholeGateway.OperatorKey)).StatusCode);
    }

    private async Task<TransactionList> Transactions(string orderId)
    {
        var answer = await gateway.Send(
            Requests.Get($"{Payments.Path}/{orderId}/transactions?merchant={WholeGateway.Merchant}"),
            WholeGateway.OperatorKey);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.DoesNotContain("null", await answer.Text());
        return JsonSerializer.Deserialize<TransactionList>(await answer.Text(), JsonSerializerOptions.Web)!;
    }
}
