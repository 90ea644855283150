namespace CryptoPay.Notifications.Http;

/// <summary>The host's name leads to an address that may not be called. Nothing was sent.</summary>
internal sealed class AddressNotAllowedException() : IOException("The host's name leads to an address not allowed.");
