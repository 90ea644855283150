using CryptoPay.Loopback;

namespace CryptoPay.EndToEnd.Tests;

/// <summary>How long a start takes. Measured alone and last, as test.sh does.</summary>
[Trait("Measures", "Speed")]
public sealed class StartSpeedTests
{
    [Fact]
    public async Task Everything_in_one_process_is_ready_in_a_few_times_what_the_smallest_of_it_takes_alone()
    {
        // Side by side, and the best of three: whatever else the machine does only slows one of the two.
        var best = double.MaxValue;
        for (var round = 0; round < 3; round++)
        {
            var sandbox = await ReadyAfter("Sandbox", "/sandbox/faults");
            best = Math.Min(best, await ReadyAfter("Gateway", "/health/ready") / sandbox);
        }

        Assert.True(best < 6, $"The gateway took {best:F1} times as long as the sandbox.");
    }

    private static async Task<TimeSpan> ReadyAfter(string project, string readyPath)
    {
        var folder = Directory.CreateTempSubdirectory("cryptopay-start-").FullName;
        var settings = new Dictionary<string, string>
        {
            ["Storage:ConnectionString"] = $"Data Source={Path.Combine(folder, "cryptopay.db")}",
            ["Sandbox:ConnectionString"] = $"Data Source={Path.Combine(folder, "sandbox.db")}",
        };
        TimeSpan readyAfter;
        await using (var server = await ServerProcess.Start(project, Ports.Free(), readyPath, settings))
            readyAfter = server.ReadyAfter;
        Directory.Delete(folder, recursive: true);
        return readyAfter;
    }
}
