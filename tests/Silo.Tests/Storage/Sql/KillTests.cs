using System.Globalization;
using CryptoPay.Hosting.Storage;

namespace CryptoPay.Silo.Tests.Storage.Sql;

public abstract class KillTests(StorageOptions storage)
{
    [Fact]
    public async Task State_and_reminders_that_were_answered_for_survive_a_killed_process()
    {
        using var child = await ChildProcess.Start(ChildProcess.WriteForever, storage);
        var last = -1;
        while (last < 40)
            last = int.Parse((await child.Line())!, CultureInfo.InvariantCulture);
        await child.Kill();
        while (await child.Line() is { Length: > 0 } line)
            last = int.Parse(line, CultureInfo.InvariantCulture);

        await using var silo = await DatabaseSilo.Start(storage);
        for (var number = 0; number <= last; number++)
        {
            var grain = silo.Grains.GetGrain<IDocumentGrain>($"killed/{number}");
            Assert.Equal(Document.Of("killed", $"{number}"), await grain.Read());
            Assert.NotNull(await silo.Reminders.ReadRow(
                grain.GetGrainId(), DocumentGrain.Reminder, TestContext.Current.CancellationToken));
        }
    }
}
