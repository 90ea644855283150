using System.Runtime.CompilerServices;

namespace CryptoPay.Grains.Index;

/// <summary>The orders whose values a data key encrypts, one after the other.</summary>
public static class DataKeyOrders
{
    private const int PageSize = 100;

    /// <summary>By the text of their keys. One that is given another key on the way is passed only once.</summary>
    /// <param name="dataKeyId">As of <see cref="IPaymentIntentIndex.OfDataKey"/>.</param>
    public static async IAsyncEnumerable<string> EachOfDataKey(
        this IPaymentIntentIndex index, string dataKeyId, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var after = ""; ;)
        {
            var page = await index.OfDataKey(dataKeyId, after, PageSize, cancellation);
            foreach (var order in page) yield return order;
            if (page.Length < PageSize) yield break;
            after = page[^1];
        }
    }
}
