using System.Net;
using System.Text.Json;
using System.Threading.Channels;
using CryptoPay.Loopback;
using CryptoPay.Hosting.Alerts;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CryptoPay.Hosting.Tests.Alerts;

/// <summary>What arrives at an operator's hook over real HTTP, of what a program logs.</summary>
public sealed class AlertHookTests : IAsyncLifetime
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    private readonly FakeTimeProvider time = new(DateTimeOffset.UtcNow);
    private readonly Seen seen = new();
    private AlertReceiver hook = null!;
    private IHost program = null!;

    [Fact]
    public async Task An_error_of_ours_arrives_as_it_stands_in_the_log()
    {
        Slow();

        var post = await Next();

        Assert.Equal(("2003:btcpay:timeout", "began", 2003, 1), (post.GetProperty("alertId").GetString(),
            post.GetProperty("state").GetString(), post.GetProperty("event").GetInt32(),
            post.GetProperty("count").GetInt32()));
        Assert.Equal("Account btcpay is slow: timeout.", post.GetProperty("text").GetString());
        Assert.Equal("btcpay", post.GetProperty("cause").GetProperty("account").GetString());
    }

    [Fact]
    public async Task Nothing_else_does()
    {
        Of("CryptoPay.Grains").Log(LogLevel.Warning, new EventId(2001), "A call failed.");
        Of("CryptoPay.Grains").Log(LogLevel.Error, default(EventId), "No event of the runbook.");
        Of("CryptoPay.Grains.Storage").Log(LogLevel.Error, new EventId(102203), "What Orleans says in our name.");
        Of("Microsoft.Somewhere").Log(LogLevel.Error, new EventId(2003), "A number of somebody else's.");
        Slow();

        Assert.Equal(2003, (await Next()).GetProperty("event").GetInt32());
        Assert.DoesNotContain(Book.Untold(), post => post.AlertId != "2003:btcpay:timeout");
    }

    [Fact]
    public async Task While_the_hook_is_away_alerts_wait_and_it_is_said_once_and_without_the_address()
    {
        hook.Answer = HttpStatusCode.BadGateway;
        Slow();
        await Next();
        await Next();
        hook.Answer = HttpStatusCode.NoContent;
        await Next();
        await Pass(seen.Said(6002));

        Assert.StartsWith("Alerts:Url does not take alerts (http_502). They wait, and are tried again.",
            Assert.Single(seen.Lines, line => line.Event == 6001).Text);
        Assert.DoesNotContain(seen.Lines, line => line.Text.Contains(AlertReceiver.Token));
    }

    [Fact]
    public async Task A_hook_that_is_not_there_is_no_error_and_its_address_is_in_no_log()
    {
        await hook.Close();
        Slow();
        await Pass(seen.Said(6001));

        Assert.DoesNotContain(seen.Lines, line => line.Text.Contains(AlertReceiver.Token));
        Assert.DoesNotContain(seen.Lines, line => line.Text.Contains("127.0.0.1"));
    }

    [Fact]
    public async Task What_was_heard_last_is_told_before_the_program_is_gone()
    {
        Slow();
        await program.StopAsync(Cancellation);

        Assert.Equal("began", (await hook.Posts.ReadAsync(Cancellation)).GetProperty("state").GetString());
    }

    [Fact]
    public async Task What_was_heard_last_is_told_also_where_the_hook_is_slow_to_take_the_one_before()
    {
        var late = new TaskCompletionSource();
        hook.Hold = late.Task;
        Slow();
        await Next();
        Of("CryptoPay.Grains").Log(LogLevel.Error, new EventId(1004), "Not written.");
        hook.Hold = Task.CompletedTask;
        await program.StopAsync(Cancellation);

        List<int> posted = [];
        while (hook.Posts.TryRead(out var post)) posted.Add(EventOf(post));
        Assert.Equal([1004, 2003], posted.Order());
    }

    [Fact]
    public async Task A_post_that_the_hook_refuses_holds_back_no_other()
    {
        hook.Refused = 2003;
        Slow();
        await Next();
        Of("CryptoPay.Grains").Log(LogLevel.Error, new EventId(1004), "Not written.");

        List<int> posted = [];
        while (posted.Count < 8) posted.Add(EventOf(await Next()));

        Assert.Contains(1004, posted);
    }

    [Fact]
    public async Task A_change_to_what_is_no_address_breaks_no_log_line_and_loses_no_alert()
    {
        var configuration = program.Services.GetRequiredService<IConfiguration>();
        Slow();
        await Next();
        configuration["Alerts:Url"] = "pager";
        Of("CryptoPay.Grains").Log(LogLevel.Error, new EventId(1004), "Not written.");

        Assert.Equal(1004, (await Next()).GetProperty("event").GetInt32());
    }

    [Theory]
    [InlineData("pager")]
    [InlineData("ftp://pager.example")]
    [InlineData("/alerts")]
    public async Task An_address_that_is_none_stops_the_start_and_is_not_quoted(string address)
    {
        using var wrong = Program(address);

        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => wrong.StartAsync(Cancellation));

        Assert.StartsWith("Alerts:Url must be an absolute http or https URL", refusal.Message);
        Assert.DoesNotContain(address, refusal.Message[10..]);
    }

    [Fact]
    public async Task Without_an_address_alerts_are_counted_and_none_waits_to_be_told()
    {
        await program.StopAsync(Cancellation);
        program.Dispose();
        program = Program("");
        await program.StartAsync(Cancellation);
        Slow();
        Assert.Equal([(2003, "btcpay", "", 1)], Book.Open());

        while (Book.Untold().Length > 0)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(10, Cancellation);
        }

        Assert.Equal([(2003, "btcpay", "", 1)], Book.Open());
    }

    public async ValueTask InitializeAsync()
    {
        hook = await AlertReceiver.Open();
        program = Program(hook.Url);
        await program.StartAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await program.StopAsync(CancellationToken.None);
        program.Dispose();
        await hook.DisposeAsync();
    }

    private AlertBook Book => program.Services.GetRequiredService<AlertBook>();

    private IHost Program(string address)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration["Alerts:Url"] = address;
        builder.Configuration["Logging:LogLevel:Default"] = "Critical";
        builder.Logging.ClearProviders().AddProvider(seen).AddFilter<Seen>(null, LogLevel.Trace);
        builder.Services.AddSingleton<TimeProvider>(time).AddAlerts();
        return builder.Build();
    }

    private ILogger Of(string category) => program.Services.GetRequiredService<ILoggerFactory>().CreateLogger(category);

    private void Slow() => Of("CryptoPay.Grains").Log(
        LogLevel.Error, new EventId(2003), "Account {Account} is slow: {Reason}.", "btcpay", "timeout");

    private static int EventOf(JsonElement post) => post.GetProperty("event").GetInt32();

    private async Task<JsonElement> Next()
    {
        var next = hook.Posts.ReadAsync(Cancellation).AsTask();
        await Pass(next);
        return await next;
    }

    /// <summary>Time passes until it comes.</summary>
    private async Task Pass(Task something)
    {
        while (!something.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(something, Task.Delay(10, Cancellation));
        }
    }

    private sealed class Seen : ILoggerProvider, ILogger
    {
        private readonly Channel<(int Event, string Text)> lines = Channel.CreateUnbounded<(int, string)>();
        private readonly List<(int Event, string Text)> read = [];

        public IReadOnlyList<(int Event, string Text)> Lines
        {
            get
            {
                while (lines.Reader.TryRead(out var line)) read.Add(line);
                return read;
            }
        }

        public async Task Said(int id)
        {
            while (Lines.All(line => line.Event != id)) await lines.Reader.WaitToReadAsync(Cancellation);
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            lines.Writer.TryWrite((eventId.Id, $"{formatter(state, exception)} {exception}".Trim()));

        public void Dispose() { }
    }
}
