using CryptoPay.Hosting.Logs;
using CryptoPay.Payments.Classification;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Compliance.Classification;
using Microsoft.Extensions.Compliance.Redaction;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.Hosting.Tests.Logs;

public class RedactionTests
{
    private const string Key = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    private const string Phone = "+13175550177";

    [Fact]
    public void Of_what_opens_or_tells_of_a_customer_nothing_is_left()
    {
        using var host = Host();

        Assert.Equal("", Logged(host, DataClasses.Secret));
        Assert.Equal("", Logged(host, DataClasses.Personal));
    }

    [Fact]
    public void What_somebody_classifies_in_another_way_is_gone_too()
    {
        using var host = Host();

        Assert.Equal("", Logged(host, new DataClassification("another", "taxonomy")));
    }

    [Fact]
    public void One_caller_is_the_same_in_every_line_and_another_is_another()
    {
        using var host = Host();

        Assert.Equal(Logged(host, DataClasses.Caller), Logged(host, DataClasses.Caller));
        Assert.NotEqual(Logged(host, DataClasses.Caller), Logged(host, DataClasses.Caller, "+13175550178"));
        Assert.DoesNotContain("317", Logged(host, DataClasses.Caller));
    }

    [Fact]
    public void A_caller_is_known_again_after_a_start_where_the_key_is_set_and_only_there()
    {
        using var first = Host(Key);
        using var second = Host(Key);
        using var without = Host();
        using var withoutAgain = Host();

        Assert.Equal(Logged(first, DataClasses.Caller), Logged(second, DataClasses.Caller));
        Assert.NotEqual(Logged(without, DataClasses.Caller), Logged(withoutAgain, DataClasses.Caller));
    }

    private static ServiceProvider Host(string key = "")
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Configuration.AddInMemoryCollection([new("Logs:CallersKey", key)]);
        builder.AddLogs();
        return builder.Services.BuildServiceProvider();
    }

    private static string Logged(ServiceProvider host, DataClassification data, string value = Phone) =>
        host.GetRequiredService<IRedactorProvider>().GetRedactor(data).Redact(value);
}
