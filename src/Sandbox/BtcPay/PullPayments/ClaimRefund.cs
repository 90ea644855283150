using CryptoPay.Sandbox.Orders;

namespace CryptoPay.Sandbox.BtcPay.PullPayments;

/// <summary>The customer has said where the money is to go, and none has gone out.</summary>
internal sealed record ClaimRefund : RefundControl;
