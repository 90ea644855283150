using CryptoPay.Grains.Storage;

namespace CryptoPay.Silo.Tests.Storage.Sql;

public interface IDocumentGrain : IGrainWithStringKey
{
    Task WriteAndRemind(Document document);

    Task<Document> Read();
}

public sealed class DocumentGrain(
    [PersistentState("state", PaymentIntentDocument.StorageName)] IPersistentState<Document> state)
    : Grain, IDocumentGrain, IRemindable
{
    public const string Reminder = "poll";

    public async Task WriteAndRemind(Document document)
    {
        state.State = document;
        await state.WriteStateAsync();
        await this.RegisterOrUpdateReminder(Reminder, TimeSpan.FromHours(1), TimeSpan.FromHours(1));
    }

    public Task<Document> Read() => Task.FromResult(state.State);

    public Task ReceiveReminder(string reminderName, TickStatus status) => Task.CompletedTask;
}
