using System.Xml.Linq;

namespace CryptoPay.Silo.Copy;

/// <summary>A key of the ring as it is stored: plain, or encrypted for a certificate.</summary>
/// <param name="Id">The name of its file or its row.</param>
internal sealed record RingKey(string Id, XElement Xml);
