using System.Net;
using System.Text.RegularExpressions;

namespace CryptoPay.Gateway.Tests.Home;

public partial class HomePageTests(WholeGateway gateway)
{
    [Fact]
    public async Task Whoever_opens_the_address_is_shown_the_ways_in_and_each_of_them_leads_somewhere()
    {
        var answer = await gateway.Send(Requests.Get("/"), key: null);
        Assert.Equal(
            (HttpStatusCode.OK, "text/html"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));

        var links = Link.Matches(await answer.Text()).Select(match => match.Groups["url"].Value).ToList();

        Assert.Equal(["/scalar", "/dashboard", "/health/ready"], links);
        foreach (var link in links)
        {
            var request = Requests.Get(link);
            request.Headers.Accept.ParseAdd("text/html");
            var way = await gateway.Send(request, key: null);
            Assert.True((int)way.StatusCode < 400, $"{link}: {way.StatusCode}");
        }
    }

    [GeneratedRegex("""href="(?<url>[^"]*)["]""")]
    private static partial Regex Link { get; }
}
