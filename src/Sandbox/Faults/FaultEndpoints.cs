using CryptoPay.Sandbox.Calls;

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

    private static Task<IResult> Take(HttpRequest request, Action<Fault> take) =>
        SandboxJson.Take(request, fault => fault.Mistake(), take);
}
