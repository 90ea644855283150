using CryptoPay.Silo.Tests.Storage.Sqlite;
using Xunit.MicrosoftTestingPlatform;

namespace CryptoPay.Silo.Tests;

internal static class EntryPoint
{
    public static Task<int> Main(string[] args) => args switch
    {
        [ChildProcess.ApplySchema, var file] => ChildProcess.RunApplySchema(file),
        [ChildProcess.WriteForever, var file] => ChildProcess.RunWriteForever(file),
        _ => TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
    };
}
