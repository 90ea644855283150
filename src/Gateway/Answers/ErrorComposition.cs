namespace CryptoPay.Gateway.Answers;

/// <summary>Every error that leaves is a problem with an errorCode, also those that the framework makes.</summary>
internal static class ErrorComposition
{
    public static void AddErrors(this IServiceCollection services)
    {
        services.AddExceptionHandler<CallersFault>();
        services.AddExceptionHandler<ClusterFault>();
        services.AddProblemDetails(options => options.CustomizeProblemDetails = context => context.ProblemDetails
            .Extensions.TryAdd(Problems.ErrorCode, Problems.CodeOf(context.ProblemDetails.Status)));
    }

    public static void UseErrors(this WebApplication app)
    {
        app.UseExceptionHandler();
        // The sandbox speaks a processor's dialect, and that answers some errors with an empty body.
        app.UseWhen(
            context => !context.Request.Path.StartsWithSegments("/sandbox", StringComparison.OrdinalIgnoreCase),
            outside => outside.UseStatusCodePages());
    }
}
