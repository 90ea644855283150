using System.Collections.Frozen;
using CryptoPay.Gateway.Answers;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Gateway.PaymentIntents;

/// <summary>What is said to the customer of a refusal, by its code. Fit to be spoken.</summary>
internal static class RefusalSentences
{
    /// <summary>
    /// Of invalid_request, unknown_processor and too_many_metadata_keys: what a flow gave was wrong, and no customer
    /// can mend that.
    /// </summary>
    private static readonly (string En, string Es) Otherwise = (
        "We could not do that. An agent can help you.",
        "No hemos podido hacerlo. Un agente puede ayudarle.");

    private static readonly (string En, string Es) NotNow = (
        "Crypto payments are not possible at the moment. Another way to pay may do.",
        "En este momento no es posible pagar con criptomonedas. Puede servir otra forma de pago.");

    private static readonly FrozenDictionary<string, (string En, string Es)> Table =
        new Dictionary<string, (string, string)>
        {
            [ProblemCodes.NotFound] = (
                "We find no payment for this order.", "No encontramos ningún pago para este pedido."),
            [ProblemCodes.SecretInRequest] = (
                "That holds a secret key of a wallet. Nobody needs it; please never tell it to anybody.",
                "Eso contiene una clave secreta de una billetera. Nadie la necesita; por favor, no se la diga a "
                + "nadie."),
            ["order_conflict"] = (
                "This order already has a payment of another amount or in another coin.",
                "Este pedido ya tiene un pago con otro importe o en otra moneda."),
            ["money_seen"] = (
                "Money has arrived for this payment, so it cannot be cancelled.",
                "Ya ha llegado dinero para este pago, así que no se puede cancelar."),
            ["already_settled"] = ("This payment was already paid.", "Este pago ya se pagó."),
            ["already_cancelled"] = (
                "This payment was cancelled. An agent can start another one.",
                "Este pago fue cancelado. Un agente puede iniciar otro."),
            ["nothing_due"] = (
                "Nothing more is due for this payment. We are looking into it.",
                "No queda nada por pagar. Lo estamos revisando."),
            ["too_many_invoices"] = (
                "This payment cannot be tried again. Another way to pay may do.",
                "Este pago no se puede intentar otra vez. Puede servir otra forma de pago."),
            [RefusalCodes.CurrencyNotTaken] = (
                "This payment cannot be made in this coin. Another coin or another way to pay may do.",
                "Este pago no se puede hacer en esta moneda. Puede servir otra u otra forma de pago."),
            [ProblemCodes.ResumeCodeNotFound] = (
                "We find no open payment with this code. A payment that is complete has no code any more.",
                "No encontramos ningún pago abierto con este código. Un pago completo ya no tiene código."),
            [ProblemCodes.TooManyResumeTries] = (
                "There were too many wrong codes. An agent can help you.",
                "Hubo demasiados códigos incorrectos. Un agente puede ayudarle."),
            ["order_erased"] = (
                "This payment is closed for good. An agent can start another one.",
                "Este pago está cerrado definitivamente. Un agente puede iniciar otro."),
            ["account_not_allowed"] = NotNow,
            [ErrorCodes.AccountPaused] = NotNow,
        }.ToFrozenDictionary();

    /// <param name="language">"en" or "es"; null for English.</param>
    public static string Say(string errorCode, string? language)
    {
        var (en, es) = Table.GetValueOrDefault(errorCode, Otherwise);
        return language == "es" ? es : en;
    }
}
