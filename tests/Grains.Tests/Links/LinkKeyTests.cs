using CryptoPay.Grains.Interfaces;
using CryptoPay.Payments;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.Grains.Tests.Links;

/// <summary>The key that links are made with.</summary>
public sealed class LinkKeyTests
{
    [Fact]
    public async Task It_outlives_the_process_and_the_keys_that_encrypt_it_and_is_nowhere_in_the_clear()
    {
        await using var house = await House.Build();
        var key = await KeyOf(house);
        Assert.Matches(@"\A[0-9a-f]{64}\z", key.Value);

        house.Silo.GetRequiredService<IKeyManager>()
            .CreateNewKey(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(90));
        await house.CloseSilo();
        await house.OpenSilo();

        Assert.Equal(key, await KeyOf(house));
        var row = (string)(await house.Execute("SELECT payload FROM grain_state WHERE grain_type = 'link-key'"))!;
        Assert.DoesNotContain(key.Value, row);
    }

    private static Task<Sensitive> KeyOf(House house) => house.Silo.GetRequiredService<IGrainFactory>()
        .GetGrain<ILinkKeyGrain>(ILinkKeyGrain.TheOne).Get();
}
