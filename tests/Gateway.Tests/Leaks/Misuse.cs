using System.Net.Http.Headers;
using System.Text;
using CryptoPay.Gateway.Tests.WalletSecrets;

namespace CryptoPay.Gateway.Tests.Leaks;

/// <summary>Calls that are refused, each with something in it that nobody else is to learn.</summary>
internal sealed class Misuse(Caller caller, Canaries canaries, string orderId)
{
    private const string Flow = Payments.Path;

    private string Own => $"{Flow}/{orderId}";

    public async Task Run()
    {
        await WrongCreates();
        await WalletSecrets();
        await WrongForms();
        await WrongQueries();
        await WrongBodies();
        await WrongCredentials();
        await ForgedWebhooks();
    }

    private async Task WrongCreates()
    {
        const string Good = """
            {"orderId":"CC-wrong","amount":"1.00","currency":{"isoCode":"USD","cryptoCode":"BTC"},"posLabel":"",
             "notificationUrl":"","metadata":{},"processor":"","transactionSpeed":""}
            """;
        foreach (var field in (string[])
            ["orderId", "amount", "isoCode", "cryptoCode", "posLabel", "notificationUrl", "processor",
            "transactionSpeed"])
        {
            var (before, after) = Around(Good, $"\"{field}\":\"");
            await Create($"{before}{New($"wrong {field}")} {new string('/', 600)}{after}");
            await Create($"{before}{New($"name of an object in {field}")}"
                .Replace($"\"{field}\":\"", $"\"{field}\":{{\"", StringComparison.Ordinal) + "\":1}" + after[1..]);
        }

        var (front, back) = Around(Good, "\"metadata\":{");
        await Create($"{front}\"key with {New("wrong name of metadata")}\":1{back}");
        await Create($"{front}\"note\":\"{New("too long metadata")} {new string('x', 600)}\"{back}");
        await Create($"{front}\"note\":[\"{New("metadata in a list")}\"]{back}");
        await Create($"{{\"{New("unknown field")}\":\"{New("unknown field's value")}\"}}");
        await Create(Good.Replace("\"processor\":\"\"", $"\"processor\":\"{New("unknown processor")}\""));
        await Create(Good.Replace("\"notificationUrl\":\"\"",
            $"\"notificationUrl\":\"https://u:{New("URL's password")}@evil.example.test/{New("wrong URL's path")}\""));
        // The same order for other money.
        await Create(Payments.Body(orderId, "1.00", more: $",\"posLabel\":\"{New("conflict's posLabel")}\""));
    }

    private async Task WalletSecrets()
    {
        var key = canaries.Learn("private key", WalletKeys.Base58Check([0x80, .. WalletKeys.Bytes, 1]));
        var phrase = canaries.Learn("seed phrase", "legal winner thank year wave sausage worth useful legal winner "
            + "thank yellow");
        foreach (var secret in (string[])[key, phrase])
        {
            await Create(Payments.Body("CC-secret", more: $",\"posLabel\":\"{secret}\""));
            await Create(Payments.Body("CC-secret", more: $$""","metadata":{"note":"{{secret}}"}"""));
            await Create($$"""{"{{secret}}":1}""");
            await Post($"{Own}/refunds", $$"""{"refundId":"{{secret}}"}""");
        }
    }

    private async Task WrongForms()
    {
        await Create($"{{\"posLabel\":\"{New("cut JSON")}");
        await Create($"{New("no JSON")}");
        await Create($"{{\"amount\":{New("no JSON value")}}}");
        await Create($"[\"{New("a list")}\"]");
        await Create($"{{\"a\":\"{New("a field twice")}\",\"a\":\"{New("a field twice")}\"}}");
        await Create($"{{\"deep\":{new string('[', 200)}\"{New("deep JSON")}\"{new string(']', 200)}}}");
        await Create($"{{\"posLabel\":\"{New("large JSON")}{new string('x', 70_000)}\"}}");
        await Create($"{{\"posLabel\":\"\\ud800{New("half a character")}\"}}");
        var form = Requests.Post(Flow);
        form.Content = new FormUrlEncodedContent([new("posLabel", New("a form"))]);
        await Send(form);
        var typed = Requests.Post(Flow, Payments.Body("CC-typed"));
        typed.Content!.Headers.ContentType = new MediaTypeHeaderValue("text/plain") { CharSet = New("charset") };
        await Send(typed);
        await Send(new HttpRequestMessage(new HttpMethod(New("method").ToUpperInvariant()), Own));
    }

    private async Task WrongQueries()
    {
        foreach (var name in (string[])["status", "from", "actionRequired", "cursor", "take", "merchant"])
            await Send(Requests.Get($"{Flow}?{name}={New($"wrong {name}")}!"));
        foreach (var name in (string[])["api_key", "access_token", "password", "note", "callerId"])
        {
            await Send(Requests.Get($"{Own}?{name}={New($"query {name}")}"));
            await Send(Requests.Get($"/login?{name}={New($"query {name} of the sign-in")}"));
        }

        await Send(Requests.Get($"{Own}?{New("a query without a value")}"));
        await Send(Requests.Get($"{Own}?take={new string('1', 5000)}{New("long query")}"));
        foreach (var path in (string[])["pay", "agent", "qr"])
        {
            await Send(Requests.Get($"/{path}/{House.Merchant}/{orderId}/{New($"wrong link of {path}")}"));
            await Send(Requests.Get($"/{path}/{New($"cut link of {path}")}"));
        }
    }

    private async Task WrongBodies()
    {
        await Post($"{Flow}/resume",
            $$"""{"resumeCode":"{{New("wrong code")}}","callerId":"{{canaries.NewNumber("wrong callerId")}}"}""");
        await Post($"{Flow}/resume",
            $$"""{"resumeCode":"000000","callerId":"{{canaries.NewNumber("guesser's callerId")}}"}""");
        await Post($"{Flow}/find", $$"""{"orderId":"/{{New("wrong order")}}"}""");
        await Post($"{Own}/refunds", $$"""{"refundId":"R 1","amount":"{{New("wrong amount of a refund")}}"}""");
        await Post($"{Own}/refunds/R-1/send",
            $$"""{"channel":"{{New("wrong channel")}}","to":"{{New("wrong target")}}{{new string('x', 300)}}"}""");
        foreach (var path in (string[])["review", "refunds/R-1/resolution"])
        {
            await Operate($"{Own}/{path}?merchant={House.Merchant}",
                $$"""{"resolution":"{{New("wrong resolution")}}","reason":"{{New("refused reason")}}"}""");
        }

        await Operate($"/v1/accounts/{House.Account}/pause", $$"""{"reason":1,"x":"{{New("wrong pause")}}"}""");
    }

    private async Task WrongCredentials()
    {
        await caller.Send(Places.Other, Requests.Get(Own), New("wrong API key"));
        foreach (var (name, value) in ((string, string)[])
        [
            ("Authorization", $"Bearer {New("bearer token")}"),
            ("Authorization", "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0." + New("signature of a token")),
            ("Authorization", $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"u:{New("basic password")}"))}"),
            ("Authorization", New("authorization without a scheme")),
            ("Cookie", $"cryptopay-operator={New("forged session")}"),
            ("Cookie", $"__Host-cryptopay-operator={New("forged session")}"),
            ("X-Forwarded-For", New("X-Forwarded-For")),
            ("Origin", $"https://{New("Origin")}.example.test"),
        ])
        {
            foreach (var path in (string[])[Own, "/metrics", "/dashboard/ClusterStats"])
            {
                var request = Requests.Get(path);
                request.Headers.TryAddWithoutValidation(name, value);
                await caller.Send(Places.Other, request, key: null);
            }
        }
    }

    private async Task ForgedWebhooks()
    {
        foreach (var account in (string[])[House.Account, "nobody"])
        {
            var forged = Requests.Post($"/webhooks/{account}?key={New("webhook's query")}",
                $$"""{"invoiceId":"{{New("webhook's body")}}"}""");
            forged.Headers.TryAddWithoutValidation("BTCPay-Sig", $"sha256={New("webhook's signature")}");
            await caller.Send(Places.Other, forged, key: null);
        }
    }

    private static (string Before, string After) Around(string text, string mark)
    {
        var at = text.IndexOf(mark, StringComparison.Ordinal) + mark.Length;
        return (text[..at], text[at..]);
    }

    private string New(string name) => canaries.New(name);

    private Task Create(string body) => Post(Flow, body);

    private Task Post(string path, string body) => Send(Requests.Post(path, body));

    private Task Operate(string path, string body) => caller.Operate(Places.Other, Requests.Post(path, body));

    // An unknown query or header alone refuses nothing: then it is an answer as any other.
    private Task Send(HttpRequestMessage request) => caller.Send(
        request.RequestUri!.OriginalString.StartsWith(Flow, StringComparison.Ordinal) ? Places.Payment : Places.Other,
        request);
}
