using System.Net;
using System.Text.Json;

namespace CryptoPay.EndToEnd.Tests;

/// <summary>What an operator was told of an account is true after kill -9 too.</summary>
public sealed class PauseCrashTests
{
    [Fact]
    public async Task A_pause_and_a_resume_that_were_answered_survive_a_kill()
    {
        await using var rig = await Rig.Build();
        (await Say(rig, "pause")).EnsureSuccessStatusCode();
        await Restart(rig);

        using (var refused = await rig.Create("CC-1"))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.Contains("account_paused", await refused.Content.ReadAsStringAsync());
        }

        using var again = await Say(rig, "pause");
        var answer = JsonDocument.Parse(await again.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(("shop", "development", "For the test."), (answer.GetProperty("account").GetString(),
            answer.GetProperty("by").GetString(), answer.GetProperty("reason").GetString()));

        (await Say(rig, "resume")).EnsureSuccessStatusCode();
        await Restart(rig);
        (await rig.Create("CC-1")).EnsureSuccessStatusCode();
        await rig.UntilStatus("CC-1", "AwaitingPayment");
    }

    private static async Task Restart(Rig rig)
    {
        await rig.Gateway.Kill();
        await rig.StartGateway();
    }

    private static Task<HttpResponseMessage> Say(Rig rig, string word) =>
        rig.Post($"../accounts/shop/{word}", new { reason = "For the test." });
}
