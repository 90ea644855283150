using System.Diagnostics;
using System.Net;
using CryptoPay.Loopback;
using CryptoPay.Notifications.Http;
using CryptoPay.Payments.Cases;
using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Notifications.Tests.Http;

/// <summary>Whom a notification is brought to, over real connections on loopback.</summary>
public class ConnectionTests
{
    // Should the guard ever fail, these lead no further than to this machine, so nobody else is called.
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("::1")]
    [InlineData("::")]
    public async Task A_name_that_leads_inside_is_not_called(string address)
    {
        using var rig = new NotificationRig(resolve: To(address));

        Assert.Equal(new DeliveryResult.Refused("address_not_allowed"), await rig.Deliver());
    }

    [Theory]
    [InlineData("127.0.0.1", "0.0.0.0")]
    [InlineData("0.0.0.0", "127.0.0.1")]
    public async Task One_address_inside_is_enough_to_call_none_of_a_name(params string[] addresses)
    {
        await using var receiver = await HttpReceiver.Open();
        using var rig = InDevelopment(To(addresses), "localhost");

        Assert.Equal(
            new DeliveryResult.Refused("address_not_allowed"), await rig.Deliver(Order("localhost", receiver)));
        Assert.Equal(0, receiver.Connections);
    }

    [Fact]
    public async Task The_address_that_was_looked_at_is_the_one_that_is_called()
    {
        await using var receiver = await HttpReceiver.Open();
        var answers = new Queue<string>(["127.0.0.1", "0.0.0.0"]);
        using var rig = InDevelopment((_, _) => To(answers.Dequeue())("", default), "localhost");

        Assert.Equal(new DeliveryResult.Delivered(), await rig.Deliver(Order("localhost", receiver)));
        Assert.Single(answers);
        Assert.Equal($"localhost:{receiver.Port}", receiver.Requests.Single().Headers["host"]);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    public async Task In_Development_this_machine_is_called(string host)
    {
        await using var receiver = await HttpReceiver.Open();
        using var rig = InDevelopment(Dns.GetHostAddressesAsync, host);

        Assert.Equal(new DeliveryResult.Delivered(), await rig.Deliver(Order(host, receiver)));
        Assert.Equal("/hook", receiver.Requests.Single().Path);
    }

    [Fact]
    public async Task A_name_that_leads_nowhere_is_tried_again()
    {
        using var rig = new NotificationRig(resolve: To());

        Assert.Equal(new DeliveryResult.Unavailable("not_connected", WasSent: false), await rig.Deliver());
    }

    [Fact]
    public async Task A_port_that_nobody_listens_on_is_tried_again()
    {
        var receiver = await HttpReceiver.Open();
        var order = Order("127.0.0.1", receiver);
        await receiver.DisposeAsync();
        using var rig = InDevelopment(Dns.GetHostAddressesAsync, "127.0.0.1");

        Assert.Equal(new DeliveryResult.Unavailable("not_connected", WasSent: false), await rig.Deliver(order));
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_told_nothing()
    {
        await using var receiver = await HttpReceiver.Open(isHttps: true);
        using var rig = InDevelopment(Dns.GetHostAddressesAsync, "localhost");

        Assert.Equal(new DeliveryResult.Unavailable("not_connected", WasSent: false),
            await rig.Deliver(Order("localhost", receiver, "https")));
        Assert.Empty(receiver.Requests);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_a_cookie_not_kept()
    {
        await using var receiver = await HttpReceiver.Open(http =>
        {
            http.Response.Headers.SetCookie = "seen=1";
            http.Response.Redirect("/elsewhere");
            return Task.CompletedTask;
        });
        using var rig = InDevelopment(Dns.GetHostAddressesAsync, "localhost");

        Assert.Equal(new DeliveryResult.Refused("http_302"), await rig.Deliver(Order("localhost", receiver)));
        await rig.Deliver(Order("localhost", receiver));

        Assert.Equal(["/hook", "/hook"], receiver.Requests.Select(request => request.Path));
        Assert.All(receiver.Requests, request => Assert.DoesNotContain("cookie", request.Headers.Keys));
    }

    [Fact]
    public async Task No_proxy_is_asked()
    {
        await using var receiver = await HttpReceiver.Open();
        using var rig = InDevelopment(Dns.GetHostAddressesAsync, "localhost");
        var proxy = new NosyProxy();
        (HttpClient.DefaultProxy, var before) = (proxy, HttpClient.DefaultProxy);
        try
        {
            Assert.Equal(new DeliveryResult.Delivered(), await rig.Deliver(Order("localhost", receiver)));
        }
        finally
        {
            HttpClient.DefaultProxy = before;
        }

        Assert.False(proxy.WasAsked);
    }

    [Fact]
    public async Task Of_an_answer_without_end_only_the_status_is_read()
    {
        var ended = new TaskCompletionSource();
        await using var receiver = await HttpReceiver.Open(async http =>
        {
            try
            {
                while (true) await http.Response.Body.WriteAsync(new byte[4096], http.RequestAborted);
            }
            catch (Exception) when (http.RequestAborted.IsCancellationRequested)
            {
                ended.SetResult();
            }
        });
        using var rig = InDevelopment(Dns.GetHostAddressesAsync, "localhost");

        Assert.Equal(new DeliveryResult.Delivered(), await rig.Deliver(Order("localhost", receiver)));
        await ended.Task.WaitAsync(NotificationRig.Cancellation);
    }

    [Fact]
    public async Task What_is_sent_names_nobody_but_us()
    {
        await using var receiver = await HttpReceiver.Open();
        using var rig = InDevelopment(Dns.GetHostAddressesAsync, "localhost");
        using var activity = new Activity("an inner matter").Start();

        await rig.Deliver(Order("localhost", receiver));

        Assert.Equal(
            ["content-length", "content-type", "host", "user-agent", "webhook-id", "webhook-signature",
                "webhook-timestamp"],
            receiver.Requests.Single().Headers.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("CryptoPay", receiver.Requests.Single().Headers["user-agent"]);
    }

    private static NotificationRig InDevelopment(Resolve resolve, string host) => new(
        new() { ["default:Hosts:0"] = host, ["default:Secret"] = NotificationRig.Secret }, "Development", resolve);

    private static PaymentIntent Order(
        string host, HttpReceiver receiver, string scheme = "http") =>
        Orders.Order($"{scheme}://{host}:{receiver.Port}/hook");

    private static Resolve To(params string[] addresses) =>
        (_, _) => Task.FromResult(Array.ConvertAll(addresses, IPAddress.Parse));

    private sealed class NosyProxy : IWebProxy
    {
        public bool WasAsked { get; private set; }

        public ICredentials? Credentials { get; set; }

        public Uri? GetProxy(Uri destination)
        {
            WasAsked = true;
            return null;
        }

        public bool IsBypassed(Uri host)
        {
            WasAsked = true;
            return true;
        }
    }
}
