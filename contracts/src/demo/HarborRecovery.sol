// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {HarborClaims} from "./HarborClaims.sol";
import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";

/// @title Gives back what the treasury recovered, once, and thanks whoever found the hole. Owned by the timelock.
/// @dev Token 0 is the open case, token 1 the thanks.
contract HarborRecovery is ERC721, Ownable {
    using SafeERC20 for IERC20;

    uint256 public constant CASE = 0;
    uint256 public constant THANKS = 1;

    IERC20 public immutable asset;
    address public immutable treasury;

    /// @notice Where the harmed take their share; zero until it is opened.
    HarborClaims public claims;

    error LengthsDiffer();

    /// @notice The harmed can take their share at `claims`.
    event Opened(address indexed claims, uint256 total);

    constructor(IERC20 asset_, address treasury_, address owner_)
        ERC721("Harbor Recovery", "hREC")
        Ownable(owner_)
    {
        asset = asset_;
        treasury = treasury_;
        _mint(owner_, CASE);
    }

    /// @notice Moves what the treasury allows to a contract for the claims and writes one for each of the harmed. The ether
    /// that is sent along pays for their gas. Only the owner.
    function open(address finder, address[] calldata harmed, uint256[] calldata amounts)
        external
        payable
        onlyOwner
    {
        if (harmed.length != amounts.length) revert LengthsDiffer();
        HarborClaims created = new HarborClaims{value: msg.value}(asset);
        claims = created;
        uint256 total;
        for (uint256 i = 0; i < harmed.length; i++) {
            created.write(harmed[i], amounts[i]);
            total += amounts[i];
        }
        asset.safeTransferFrom(treasury, address(created), total);
        _burn(CASE);
        _mint(finder, THANKS);
        emit Opened(address(created), total);
    }
}
