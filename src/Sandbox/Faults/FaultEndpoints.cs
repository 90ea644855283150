using System.Text.Json;

namespace CryptoPay.Sandbox.Faults;

/// <summary>PUT sets the one fault, POST adds one. GET shows the oldest, <c>/all</c> every one.</summary>
internal static class FaultEndpoints
{
    public static void MapFaults(this IEndpointRouteBuilder sandbox)
    {
        sandbox.MapGet("/faults", (FaultSwitch faults) => SandboxJson.Ok(faults.Current));
        sandbox.MapGet("/faults/all", (FaultSwitch faults) => SandboxJson.Ok(faults.All));
        sandbox.MapPut("/faults", (HttpRequest request, FaultSwitch faults) => Take(request, fault =>
        {
            faults.Clear();
            faults.Add(fault);
        }));
        sandbox.MapPost("/faults", (HttpRequest request, FaultSwitch faults) => Take(request, faults.Add));
        sandbox.MapDelete("/faults", (FaultSwitch faults) =>
        {
            faults.Clear();
            return SandboxJson.Ok(Fault.None);
        });
    }

    private static async Task<IResult> Take(HttpRequest request, Action<Fault> take)
    {
        Fault? fault;
        try
        {
            fault = await JsonSerializer.DeserializeAsync<Fault>(
                request.Body, SandboxJson.Strict, request.HttpContext.RequestAborted);
        }
        catch (JsonException problem)
        {
            var field = problem.Path is { Length: > 2 } path ? path[2..] : "body";
            return SandboxJson.Refuse(field, "is unknown or of the wrong type");
        }
        if (fault is null)
        {
            return SandboxJson.Refuse("body", "must be a JSON object");
        }
        if (fault.Mistake() is { } mistake)
        {
            return SandboxJson.Refuse(mistake.Field, mistake.Reason);
        }
        take(fault);
        return SandboxJson.Ok(fault);
    }
}
