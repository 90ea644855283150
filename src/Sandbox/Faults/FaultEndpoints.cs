using System.Text.Json;

namespace CryptoPay.Sandbox.Faults;

internal static class FaultEndpoints
{
    public static void MapFaults(this IEndpointRouteBuilder sandbox)
    {
        sandbox.MapGet("/faults", (FaultSwitch faults) => SandboxJson.Ok(faults.Current));
        sandbox.MapPut("/faults", Replace);
        sandbox.MapDelete("/faults", (FaultSwitch faults) =>
        {
            faults.Set(Fault.None);
            return SandboxJson.Ok(Fault.None);
        });
    }

    private static async Task<IResult> Replace(HttpRequest request, FaultSwitch faults)
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
        faults.Set(fault);
        return SandboxJson.Ok(fault);
    }
}
