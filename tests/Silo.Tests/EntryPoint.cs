using CryptoPay.Silo.Tests.Storage.Sql;
using Xunit.MicrosoftTestingPlatform;

namespace CryptoPay.Silo.Tests;

internal static class EntryPoint
{
    public static Task<int> Main(string[] args) => args switch
    {
        [ChildProcess.ApplySchema or ChildProcess.WriteForever, var provider, var connection] =>
            ChildProcess.Run(args[0], provider, connection),
        [ChildProcess.KeepPostgres] => ChildProcess.RunKeepPostgres(),
        _ => TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
    };
}
