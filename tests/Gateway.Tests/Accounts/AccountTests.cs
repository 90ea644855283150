using System.Net;
using System.Text.Json;
using CryptoPay.Gateway.Access;
using CryptoPay.Gateway.Accounts;

namespace CryptoPay.Gateway.Tests.Accounts;

/// <summary>Pausing a processor account over real HTTP, through gateway, grains and sandbox.</summary>
public sealed class AccountTests(AccountTests.Gateway gateway, WholeGateway untouched)
    : IClassFixture<AccountTests.Gateway>
{
    [Fact]
    public async Task A_create_that_begins_after_the_pause_was_answered_is_refused_and_nothing_is_kept()
    {
        await using (await gateway.Paused("sandbox"))
        {
            await AssertPaused(await gateway.Post(Payments.Body("CC-new")));
            await AssertPaused(await gateway.Post(Payments.Body("CC-new", more: """, "processor":"sandbox" """)));
            Assert.Equal(HttpStatusCode.NotFound, (await gateway.Look("/CC-new")).StatusCode);
            Assert.Empty(await gateway.InvoicesOf("CC-new"));
            // Another account is no matter.
            await gateway.Opened("CC-elsewhere", """, "processor":"sandbox-signed" """);
        }

        await gateway.Opened("CC-new");
    }

    [Fact]
    public async Task Who_asks_for_refusals_inline_hears_of_the_pause_in_words_for_the_customer()
    {
        await using (await gateway.Paused("sandbox"))
        {
            var request = Requests.Post(Payments.Path, Payments.Body("CC-inline"));
            request.Headers.Add("X-CryptoPay-Errors", "inline");

            var refused = await (await gateway.Send(request)).View();

            Assert.Equal(("refused", "account_paused"), (refused.Outcome, refused.ErrorCode));
            Assert.StartsWith("Crypto payments are not possible at the moment.", refused.Message);
        }
    }

    [Fact]
    public async Task A_next_invoice_is_refused_and_whatever_exists_goes_on()
    {
        var open = await gateway.Opened("CC-open");
        await gateway.Opened("CC-expired");
        await gateway.Control("CC-expired", "expire");
        await gateway.Until("CC-expired", view => view.Status == "Expired");
        await gateway.Opened("CC-unwanted");
        await gateway.Settled("CC-paid");

        await using (await gateway.Paused("sandbox"))
        {
            await AssertPaused(await gateway.Act("CC-expired", "invoices"));

            Assert.Equal(open.Lasting(), (await (await gateway.Post(Payments.Body("CC-open"))).View()).Lasting());
            Assert.Equal(open.Lasting(), (await (await gateway.Act("CC-open", "invoices")).View()).Lasting());
            await gateway.Control("CC-open", "pay");
            await gateway.Control("CC-open", "confirm");
            await gateway.Until("CC-open", view => view.IsPaid);
            await (await gateway.Act("CC-unwanted", "cancel")).View();
            await Payments.Until(
                () => gateway.InvoicesOf("CC-unwanted"), seen => !seen.Single().GetProperty("isPayable").GetBoolean());
            await gateway.Send(
                Requests.Post($"{Payments.Path}/CC-paid/refunds", """{"refundId":"R-1","amount":"all"}"""));
            await Payments.Until(
                async () => await (await gateway.Look("/CC-paid/refunds/R-1")).Text(),
                refund => refund.Contains("\"Pending\"", StringComparison.Ordinal));
        }

        await (await gateway.Act("CC-expired", "invoices")).View();
        await gateway.Until("CC-expired", view => view.Status == "AwaitingPayment");
    }

    [Fact]
    public async Task By_rules_it_is_passed_over_and_only_where_none_is_left_the_order_is_refused()
    {
        var ruled = WholeGateway.KeyOf("north");
        await using (await gateway.Paused("sandbox-signed"))
        {
            var view = await gateway.Created(Payments.Body("CC-over"), ruled);
            Assert.Equal("north", view.Merchant);
            await Payments.Until(() => gateway.InvoicesOf("CC-over"), invoices => invoices.Length == 1);
            var history = await (await gateway.Send(Requests.Get($"{Payments.Path}/CC-over/events"), ruled)).Text();
            Assert.Contains("\"processor\":\"sandbox-bitpay\"", history);
            Assert.DoesNotContain("sandbox-signed", history);
            await using (await gateway.Paused("sandbox-bitpay"))
                await AssertPaused(await gateway.Send(Requests.Post(Payments.Path, Payments.Body("CC-none")), ruled));
        }
    }

    [Fact]
    public async Task Said_again_it_is_the_same_answer_and_stays_as_it_was_said_first()
    {
        var body = """{"reason":"The wallet is being moved."}""";
        var paused = await View(await gateway.Say("sandbox-commerce", "pause", body));
        Assert.Equal(("sandbox-commerce", "CoinbaseCommerce", true, "operator", "The wallet is being moved."),
            (paused.Account, paused.Kind, paused.IsPaused, paused.By, paused.Reason));
        Assert.NotEqual("", paused.Since);
        // The settings know an account in any case, and no body is as good as an empty one.
        Assert.Equal(paused, await View(await gateway.Say("SANDBOX-Commerce", "pause", "", Gateway.SecondKey)));
        Assert.Contains(paused, await AccountsOf(gateway));

        var resumed = await View(await gateway.Say("sandbox-commerce", "resume", "{}", Gateway.SecondKey));
        Assert.Equal((false, "second", ""), (resumed.IsPaused, resumed.By, resumed.Reason));
        Assert.Equal(resumed, await View(await gateway.Say("sandbox-commerce", "resume", body)));
        Assert.Contains(resumed, await AccountsOf(gateway));
    }

    [Fact]
    public async Task Every_account_is_listed_with_its_kind_also_where_nobody_ever_paused_it()
    {
        var accounts = await AccountsOf(untouched);

        Assert.Equal(
            ["sandbox", "sandbox-bitpay", "sandbox-coinbase", "sandbox-commerce", "sandbox-signed"],
            accounts.Select(account => account.Account));
        Assert.Contains(new AccountView("sandbox-bitpay", "BitPay", false, "", "", ""), accounts);
    }

    [Fact]
    public async Task An_account_that_there_is_not_is_told_which_there_are()
    {
        var answer = await gateway.Say("elsewhere", "pause", "{}");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        var problem = await answer.Problem();
        Assert.Equal("account_not_found", problem.GetProperty("errorCode").GetString());
        var detail = problem.GetProperty("detail").GetString()!;
        Assert.Contains("sandbox, sandbox-bitpay", detail);
        Assert.DoesNotContain("elsewhere", detail);
    }

    [Theory]
    [InlineData("two\\nlines")]
    [InlineData("501")]
    public async Task A_reason_is_one_line_of_at_most_five_hundred_characters(string reason)
    {
        if (reason == "501") reason = new string('x', 501);

        var answer = await gateway.Say("sandbox-coinbase", "pause", $$"""{"reason":"{{reason}}"}""");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True((await answer.Problem()).GetProperty("errors").TryGetProperty("reason", out _));
        Assert.False((await AccountsOf(gateway)).Single(account => account.Account == "sandbox-coinbase").IsPaused);
    }

    [Fact]
    public async Task The_log_says_once_which_account_and_which_key_and_not_why()
    {
        await gateway.Say("sandbox-coinbase", "pause", """{"reason":"Not for the log."}""");
        await gateway.Say("sandbox-coinbase", "pause", "{}");
        await gateway.Say("sandbox-coinbase", "resume", "{}");

        var said = gateway.Log.Lines.Where(line => line.Contains("account sandbox-coinbase was")).ToList();
        Assert.Equal(2, said.Count);
        Assert.Contains("was paused by the key operator", said[0]);
        Assert.Contains("was resumed by the key operator", said[1]);
        Assert.DoesNotContain(gateway.Log.Lines, line => line.Contains("Not for the log"));
        await gateway.Say("sandbox-coinbase", "pause", "{}");
        await gateway.Say("sandbox-coinbase", "resume", "{}");
    }

    private static async Task AssertPaused(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("account_paused", await answer.ErrorCode());
        Assert.Equal(TimeSpan.FromMinutes(1), answer.Headers.RetryAfter?.Delta);
    }

    private static async Task<AccountView> View(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonSerializer.Deserialize<AccountView>(await answer.Text(), JsonSerializerOptions.Web)!;
    }

    private static async Task<AccountView[]> AccountsOf(WholeGateway gateway)
    {
        var answer = await gateway.Send(Requests.Get("/v1/accounts"), WholeGateway.OperatorKey);
        return [.. JsonSerializer.Deserialize<AccountList>(await answer.Text(), JsonSerializerOptions.Web)!.Accounts];
    }

    /// <summary>The merchant north has two accounts, in order of preference.</summary>
    public sealed class Gateway() : WholeGateway(
        "--ProcessorRules:0:Merchant=north", "--ProcessorRules:0:Accounts:0=sandbox-signed",
        "--ProcessorRules:0:Accounts:1=sandbox-bitpay",
        $"--ApiKeys:second:Sha256={Convert.ToHexString(ApiKeyRing.Hash(SecondKey))}", "--ApiKeys:second:Merchant=*",
        "--ApiKeys:second:Scopes:0=ops:write")
    {
        public const string SecondKey = "the-key-of-a-second-operator";

        public Task<HttpResponseMessage> Say(string account, string word, string body, string key = OperatorKey)
        {
            var request = Requests.Post($"/v1/accounts/{account}/{word}", body);
            if (body == "") request.Content = null;
            return this.Send(request, key);
        }

        /// <summary>Until it is disposed.</summary>
        public async Task<IAsyncDisposable> Paused(string account)
        {
            await View(await Say(account, "pause", "{}"));
            return new Resuming(() => Say(account, "resume", "{}"));
        }

        private sealed class Resuming(Func<Task<HttpResponseMessage>> resume) : IAsyncDisposable
        {
            public async ValueTask DisposeAsync() => await View(await resume());
        }
    }
}
