namespace CryptoPay.Gateway.Answers;

/// <summary>Codes of problems that are no refusal of a payment's. Each has its row in docs/api.md.</summary>
internal static class ProblemCodes
{
    /// <summary>Each of them.</summary>
    public static readonly IReadOnlyCollection<string> All =
    [
        .. typeof(ProblemCodes).GetFields().Where(field => field.IsLiteral)
            .Select(field => (string)field.GetRawConstantValue()!),
    ];

    public const string InvalidRequest = "invalid_request";
    public const string SecretInRequest = "secret_in_request";
    public const string Unauthorized = "unauthorized";
    public const string ScopeMissing = "scope_missing";
    public const string RefundNotAllowed = "refund_not_allowed";
    public const string Forbidden = "forbidden";
    public const string NotFound = "not_found";
    public const string AccountNotFound = "account_not_found";
    public const string ResumeCodeNotFound = "resume_code_not_found";
    public const string MethodNotAllowed = "method_not_allowed";
    public const string TooLarge = "too_large";
    public const string UnsupportedMediaType = "unsupported_media_type";
    public const string TooManyRequests = "too_many_requests";
    public const string TooManyResumeTries = "too_many_resume_tries";
    public const string Refused = "refused";
    public const string InternalError = "internal_error";
    public const string Unavailable = "unavailable";

    /// <summary>Rows of an earlier version are still being encrypted anew.</summary>
    public const string NotYet = "not_yet";
}
