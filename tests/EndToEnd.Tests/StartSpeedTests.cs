using CryptoPay.Loopback;

namespace CryptoPay.EndToEnd.Tests;

/// <summary>How long a start takes. Measured alone and last, as test.sh does.</summary>
[Trait("Measures", "Speed")]
public sealed class StartSpeedTests
{
    [Fact]
    public async Task Everything_in_one_process_is_ready_in_a_few_times_what_the_smallest_of_it_takes_alone()
    {
        var sandbox = await Best("Sandbox", "/sandbox/faults");
        var gateway = await Best("Gateway", "/health/ready");

        // Measured: 2 to 3.
        var ratio = gateway / sandbox;
        Assert.True(ratio < 6, $"The gateway took {gateway}, {ratio:F1} times as long as the sandbox.");
    }

    /// <summary>Of three, as whatever else the machine does only slows.</summary>
    private static async Task<TimeSpan> Best(string project, string readyPath)
    {
        var best = TimeSpan.MaxValue;
        for (var round = 0; round < 3; round++)
        {
            var folder = Directory.CreateTempSubdirectory("cryptopay-start-").FullName;
            var settings = new Dictionary<string, string>
            {
                ["Storage:ConnectionString"] = $"Data Source={Path.Combine(folder, "cryptopay.db")}",
                ["Sandbox:ConnectionString"] = $"Data Source={Path.Combine(folder, "sandbox.db")}",
            };
            await using (var server = await ServerProcess.Start(project, Ports.Free(), readyPath, settings))
                best = best < server.ReadyAfter ? best : server.ReadyAfter;
            Directory.Delete(folder, recursive: true);
        }

        return best;
    }
}
