using System.Net;
using System.Reflection;
using System.Text.Json;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Grains.Storage;
using Microsoft.Data.Sqlite;
using Orleans.Core;

namespace CryptoPay.Gateway.Tests.Dashboard;

/// <summary>Orleans' dashboard over a silo that has payments.</summary>
public class DashboardTests(WholeGateway gateway)
{
    private const string OrderGrain = "CryptoPay.Grains.PaymentIntents.PaymentIntentGrain";

    [Fact]
    public async Task It_opens_to_operators_only()
    {
        Assert.Equal(
            HttpStatusCode.Unauthorized, (await gateway.Send(Requests.Get("/dashboard/"), key: null)).StatusCode);
        var browser = await gateway.Send(Requests.Get("/dashboard/").AsBrowser(), key: null);
        Assert.Equal(HttpStatusCode.Redirect, browser.StatusCode);
        Assert.StartsWith("/login", browser.Headers.Location?.OriginalString);

        var form = new FormUrlEncodedContent([new("key", WholeGateway.OperatorKey)]);
        var login = await gateway.Send(new HttpRequestMessage(HttpMethod.Post, "/login") { Content = form }, key: null);
        var page = Requests.Get("/dashboard/");
        page.Headers.Add("Cookie", login.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        Assert.Equal(HttpStatusCode.OK, (await gateway.Send(page, key: null)).StatusCode);
    }

    [Fact]
    public async Task Its_log_stream_is_off() =>
        Assert.Equal(
            HttpStatusCode.Forbidden,
            (await gateway.Send(Requests.Get("/dashboard/Trace"), WholeGateway.OperatorKey)).StatusCode);

    /// <summary>
    /// Its state page calls each parameterless method that returns what a grain stores, whatever else the method does,
    /// and each that is called GetState.
    /// </summary>
    [Fact]
    public void The_state_page_calls_one_method_of_all_grains()
    {
        const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        var grains = typeof(PaymentIntentDocument).Assembly.GetTypes()
            .Where(type => type.IsClass && type.IsAssignableTo(typeof(IGrain))).ToList();
        Assert.Contains(grains, grain => StatesOf(grain).Contains(typeof(PaymentIntentDocument)));

        Assert.Equal(
            [typeof(IPaymentIntentGrain).GetMethod(nameof(IPaymentIntentGrain.GetState))!],
            from grain in grains
            from type in grain.GetInterfaces()
            from method in type.GetMethods()
            where method.GetParameters() is []
            where method.Name == "GetState" || method.ReturnType.GetGenericArguments().Intersect(StatesOf(grain)).Any()
            select method);

        static IEnumerable<Type> StatesOf(Type grain) =>
            grain.GetFields(Own).Select(field => field.FieldType)
                .Concat(grain.GetProperties(Own).Select(property => property.PropertyType))
                .Where(type => type.IsAssignableTo(typeof(IStorage))).Select(type => type.GetGenericArguments()[0]);
    }

    [Fact]
    public async Task An_orders_page_says_how_it_stands_and_changes_nothing()
    {
        var before = await gateway.Opened("CC-state", """, "metadata":{"agentId":"agent-8-secret"}""");

        var text = await StateOf("first/CC-state");

        var state = JsonElement.Parse(text).GetProperty("GetState");
        foreach (var (name, says) in ((string, string)[])
        [
            ("Order", "first/CC-state"), ("Status", "AwaitingPayment"), ("CaseStatus", "Awaiting Payment"),
            ("ActionRequired", "none"), ("ErrorCode", ""), ("Account", "sandbox"), ("IsAwake", "True"),
        ])
        {
            Assert.Equal(says, state.GetProperty(name).ToString());
        }

        var attempt = Assert.Single(state.GetProperty("Attempts").EnumerateArray());
        Assert.Equal("Open", $"{attempt.GetProperty("State")}");
        var owed = Assert.Single(state.GetProperty("Owed").EnumerateArray());
        Assert.Equal("ReadInvoices at sandbox", $"{owed.GetProperty("Work")} at {owed.GetProperty("At")}");
        Assert.Equal(JsonValueKind.String, state.GetProperty("LastReadAt").ValueKind);
        foreach (var hidden in (string[])
            ["agent-8-secret", before.PaymentUri, before.PaymentAddress, before.CheckoutUrl, before.ResumeCode, "100"])
        {
            Assert.DoesNotContain(hidden, text);
        }

        Assert.Equal(before.Lasting(), (await gateway.Read("CC-state")).Lasting());
    }

    [Fact]
    public async Task The_page_of_an_order_that_there_is_not_says_so_and_makes_none()
    {
        var state = JsonElement.Parse(await StateOf("first/CC-no-state")).GetProperty("GetState");
        Assert.Equal(JsonValueKind.Null, state.ValueKind);

        Assert.Equal(HttpStatusCode.NotFound, (await gateway.Look("/CC-no-state")).StatusCode);
    }

    [Fact]
    public async Task The_page_of_an_order_whose_row_cannot_be_read_says_nothing_and_the_log_why()
    {
        await gateway.Opened("CC-good-row");
        using (var database = new SqliteConnection($"Data Source={gateway.DatabasePath}"))
        {
            database.Open();
            using var copy = database.CreateCommand();
            copy.CommandText = """
                INSERT INTO grain_state(service_id, grain_type, grain_key, version, payload)
                SELECT service_id, grain_type, 'first/CC-bad-row', 1, '{"version":99}' FROM grain_state
                WHERE grain_key = 'first/CC-good-row'
                """;
            copy.ExecuteNonQuery();
        }

        Assert.Equal("{}", await StateOf("first/CC-bad-row"));

        Assert.Contains(gateway.Log.Lines, line => line.Contains("first/CC-bad-row") && line.Contains("99"));
    }

    [Fact]
    public async Task No_other_grains_page_says_anything()
    {
        await gateway.Opened("CC-other-states");
        var types = JsonElement.Parse(await Shown("/dashboard/GrainTypes?exclude=Orleans"))
            .EnumerateArray().Select(type => $"{type}").ToList();
        Assert.Contains(OrderGrain, types);

        foreach (var type in types.Where(type => type != OrderGrain))
        {
            foreach (var id in (string[])["first/CC-other-states", "first", "sandbox", "0"])
            {
                var said = JsonElement.Parse(await StateOf(id, type)).EnumerateObject().Select(part => part.Name);
                // That such a grain has no such key.
                Assert.Equal([], said.Except(["error"]));
            }
        }
    }

    [Fact]
    public async Task Its_reminders_name_their_order()
    {
        await gateway.Opened("CC-reminded");

        await Payments.Until(RemindedKeys, keys => keys.Contains("first/CC-reminded"));
    }

    /// <summary>It pages by 50.</summary>
    private async Task<List<string>> RemindedKeys()
    {
        var keys = new List<string>();
        for (var page = 1; ; page++)
        {
            var reminders = JsonElement.Parse(await Shown($"/dashboard/Reminders/{page}")).GetProperty("reminders");
            if (reminders.GetArrayLength() == 0) return keys;
            keys.AddRange(reminders.EnumerateArray().Select(reminder => $"{reminder.GetProperty("primaryKey")}"));
        }
    }

    /// <summary>The page answers with a JSON string that holds JSON.</summary>
    private async Task<string> StateOf(string grainId, string type = OrderGrain) => JsonElement.Parse(
        await Shown($"/dashboard/GrainState?grainId={Uri.EscapeDataString(grainId)}&grainType={type}")).GetString()!;

    private async Task<string> Shown(string path)
    {
        var answer = await gateway.Send(Requests.Get(path), WholeGateway.OperatorKey);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Text();
    }
}
